package io.github.claudenexus.session;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * When a transaction that was refused a lock is tried again, and after how long a pause: doubling, jittered so that two
 * runners do not meet again, never over five seconds, and no longer in all than the user allows.
 */
public final class LockRetry {

    /** A lock was not acquired in time; a deadlock; a conflict of two serializable or repeatable read transactions. */
    private static final Set<String> REFUSED = Set.of("55P03", "40P01", "40001");

    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final Supplier<Deadline> atFirstRefusal;
    private final Consumer<Exception> beforeRetry;
    private Deadline deadline = Deadline.in(Duration.ZERO);
    private int tries;

    /** The time allowed is for waiting, not for the work before the first refusal. */
    public LockRetry(Duration inAll, Consumer<Exception> beforeRetry) {
        this(() -> Deadline.in(inAll), beforeRetry);
    }

    private LockRetry(Supplier<Deadline> atFirstRefusal, Consumer<Exception> beforeRetry) {
        this.atFirstRefusal = atFirstRefusal;
        this.beforeRetry = beforeRetry;
    }

    /** For a step whose tries themselves wait for locks as long as it may. */
    public static LockRetry until(Deadline deadline, Consumer<Exception> beforeRetry) {
        return new LockRetry(() -> deadline, beforeRetry);
    }

    /** Whether this is a failure that another try may not meet. */
    public static boolean worthwhile(Throwable failure) {
        return sql(failure)
                .map(SQLException::getSQLState)
                .filter(REFUSED::contains)
                .isPresent();
    }

    /** The server's exception inside of whatever the author's code made of it: the first one that has a SQLSTATE. */
    public static Optional<SQLException> sql(Throwable failure) {
        Optional<SQLException> outermost = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (sql.getSQLState() != null) {
                    return Optional.of(sql);
                }
                outermost = outermost.or(() -> Optional.of(sql));
            }
        }
        return outermost;
    }

    /** The pause before the next try; empty when time is up. */
    Optional<Duration> next() {
        if (tries == 0) {
            deadline = atFirstRefusal.get();
        }
        Duration pause = Duration.ofMillis(pause(tries++, ThreadLocalRandom.current()));
        return pause.compareTo(deadline.left()) > 0 ? Optional.empty() : Optional.of(pause);
    }

    /** What is tried. */
    @FunctionalInterface
    public interface Attempt<T, E extends Exception> {
        public T run() throws E;
    }

    /** Runs it until it ends well, fails otherwise, or time is up; says each time why it is tried again. */
    public <T, E extends Exception> T run(Attempt<T, E> attempt) throws E {
        while (true) {
            try {
                return attempt.run();
            } catch (Exception failure) {
                Optional<Duration> pause = worthwhile(failure) ? next() : Optional.empty();
                if (pause.isEmpty()) {
                    throw failure;
                }
                beforeRetry.accept(failure);
                sleep(pause.get());
            }
        }
    }

    public static void sleep(Duration pause) {
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
