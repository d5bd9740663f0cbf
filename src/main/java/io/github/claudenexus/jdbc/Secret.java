package io.github.claudenexus.jdbc;

/** A value that is never printed: its text is three stars, whoever asks. */
public final class Secret {

    /** No secret at all. */
    public static final Secret NONE = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a value; an empty one is {@link #NONE}. */
    public static Secret of(String value) {
        return value.isEmpty() ? NONE : new Secret(value);
    }

    /** The value itself, for the driver only. */
    public String reveal() {
        return value;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : "***";
    }
}
