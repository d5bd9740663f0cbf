package io.github.claudenexus.session;

import io.github.claudenexus.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** What the run's connection is doing at this moment, for whoever watches it from another thread. */
public final class RunningStatement {

    private final int backend;
    private volatile Optional<Running> running = Optional.empty();
    private volatile Optional<String> blocker = Optional.empty();

    /** Of the session of this process of the server's. */
    public RunningStatement(int backend) {
        this.backend = backend;
    }

    public int backend() {
        return backend;
    }

    /**
     * A statement on its way.
     *
     * @param statement what was sent
     * @param sinceNanos when it was sent, by {@link System#nanoTime}
     */
    record Running(Statement statement, long sinceNanos) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - sinceNanos);
        }
    }

    public void begins(Statement statement) {
        blocker = Optional.empty();
        running = Optional.of(new Running(statement, System.nanoTime()));
    }

    public void ends() {
        running = Optional.empty();
    }

    Optional<Running> running() {
        return running;
    }

    public void blockedBy(String who) {
        blocker = Optional.of(who);
    }

    /** Who was last seen to block the last statement. */
    public Optional<String> blocker() {
        return blocker;
    }
}
