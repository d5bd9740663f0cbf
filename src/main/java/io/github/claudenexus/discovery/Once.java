package io.github.claudenexus.discovery;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is made when somebody first asks for it, and kept. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private @Nullable T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T kept = made;
        if (kept == null) {
            kept = maker.get();
            made = kept;
        }
        return kept;
    }
}
