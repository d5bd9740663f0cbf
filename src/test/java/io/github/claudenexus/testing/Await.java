package io.github.claudenexus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, in place of a sleep that is too long on one machine and too short on another. */
public final class Await {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Await() {}

    /** Returns once the condition holds; fails when it does not in half a minute. */
    public static void until(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
