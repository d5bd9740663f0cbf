package io.github.claudenexus.discovery;

import java.util.function.Supplier;

/** What is made when somebody first asks for it, and kept; its maker is let go then, with what it was made of. */
final class Once<T> implements Supplier<T> {

    private Supplier<T> source;

    Once(Supplier<T> maker) {
        source = () -> {
            T made = maker.get();
            source = () -> made;
            return made;
        };
    }

    @Override
    public T get() {
        return source.get();
    }
}
