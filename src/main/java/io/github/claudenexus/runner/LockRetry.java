package io.github.claudenexus.runner;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * When a transaction that was refused a lock is tried again, and after how long a pause: doubling, jittered so that two
 * runners do not meet again, never over five seconds, and no longer in all than the user allows.
 */
final class LockRetry {

    private static final Set<String> LOCK_REFUSED = Set.of("55P03", "40P01");
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final Duration inAll;
    private final StatementLog log;
    private long deadlineNanos;
    private int tries;

    LockRetry(Duration inAll, StatementLog log) {
        this.log = log;
        this.inAll = inAll;
    }

    /** Whether this is a failure that another try may not meet. */
    static boolean worthwhile(Throwable failure) {
        return sql(failure)
                .map(SQLException::getSQLState)
                .filter(LOCK_REFUSED::contains)
                .isPresent();
    }

    /** The server's exception inside of whatever the author's code made of it. */
    static Optional<SQLException> sql(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** The pause before the next try; empty when time is up. */
    Optional<Duration> next() {
        // The time allowed is for waiting, not for the work before the first refusal.
        if (tries == 0) {
            deadlineNanos = System.nanoTime() + inAll.toNanos();
        }
        long pause = pause(tries++, ThreadLocalRandom.current());
        boolean late = System.nanoTime() + Duration.ofMillis(pause).toNanos() > deadlineNanos;
        return late ? Optional.empty() : Optional.of(Duration.ofMillis(pause));
    }

    /** What is tried. */
    @FunctionalInterface
    interface Attempt<T, E extends Exception> {
        T run() throws E;
    }

    /** Runs it until it ends well, fails otherwise, or time is up; says each time why it is tried again. */
    <T, E extends Exception> T run(Attempt<T, E> attempt) throws E {
        while (true) {
            try {
                return attempt.run();
            } catch (Exception failure) {
                Optional<Duration> pause = worthwhile(failure) ? next() : Optional.empty();
                if (pause.isEmpty()) {
                    throw failure;
                }
                log.triedAgain(failure);
                sleep(pause.get());
            }
        }
    }

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.of(
                            FailureCode.INTERRUPTED,
                            "The run was interrupted while it waited.",
                            "Run it again: what was committed is recorded, and it goes on from there.")
                    .exception(interrupted);
        }
    }

    static long pause(int tries, RandomGenerator random) {
        long longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(tries, 10));
        return random.nextLong(longest / 2, longest + 1);
    }
}
