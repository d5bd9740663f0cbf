package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.NexusException;
import java.util.function.Supplier;

/**
 * What is made when somebody first asks for it, and kept, or why it cannot be made; its maker is let go then, with what it
 * was made of.
 */
final class Once<T> implements Supplier<T> {

    private Supplier<T> source;

    Once(Supplier<T> maker) {
        source = () -> {
            try {
                T made = maker.get();
                source = () -> made;
            } catch (NexusException impossible) {
                source = () -> {
                    throw impossible;
                };
            }
            return source.get();
        };
    }

    @Override
    public T get() {
        return source.get();
    }
}
