package io.github.claudenexus.session;

import io.github.claudenexus.sql.Statement;
import java.sql.Connection;

/** Observes every statement of a migration: what it locks, what it rewrites. */
public interface StatementProbe {

    /** Looks at nothing. */
    StatementProbe NONE = new StatementProbe() {
        @Override
        public <T> T around(Connection connection, Statement statement, Call<T> call) throws Throwable {
            return call.run();
        }
    };

    /** What a call to the driver is. */
    @FunctionalInterface
    interface Call<T> {

        /** Sends the statement, and reads its answer. */
        T run() throws Throwable;
    }

    /**
     * Runs a statement of a migration's up or online part, exactly once, and hands on what it returns or throws.
     *
     * @param connection the driver's own; in a transaction unless it is in autocommit mode
     * @param statement the statement as the author wrote it
     */
    <T> T around(Connection connection, Statement statement, Call<T> call) throws Throwable;

    /** The transaction around the last statements has committed: its locks are gone. */
    default void committed() {}

    /**
     * A batch of an online part has committed, with the position that it reached.
     *
     * @param step the name of its step
     * @param ended whether it was the last one
     */
    default void batched(String step, boolean ended) {}
}
