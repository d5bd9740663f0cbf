package io.github.claudenexus.session;

import java.time.Duration;

/**
 * When one step has waited long enough: made before its first try, and handed down to all that it does.
 *
 * @param nanos by {@link System#nanoTime}
 */
public record Deadline(long nanos) {

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The time that is left; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
