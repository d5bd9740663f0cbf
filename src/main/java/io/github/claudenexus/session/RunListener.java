package io.github.claudenexus.session;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.RollbackPlan;
import java.time.Duration;

/** Follows a run. Ignores what it does not override. */
public interface RunListener {

    /** Another runner holds the lock; said at once and then now and again. */
    default void waiting(String line) {}

    /** What a rollback is going to undo. */
    default void plans(RollbackPlan plan) {}

    /** A migration, or its down, begins. */
    default void begins(DiscoveredMigration migration) {}

    /** The batches of the migration that began last have done and committed this many rows. */
    default void reached(long rows) {}

    /** A migration has ended well. */
    default void applied(DiscoveredMigration migration, Duration duration) {}

    /** A migration has been undone. */
    default void undone(DiscoveredMigration migration, Duration duration) {}

    /** A migration is rolled back and tried again. */
    default void retries(DiscoveredMigration migration, String reason) {}

    /** A line from a migration's author, or about a long step's progress. */
    default void says(String line) {}

    /** A statement has ended, for {@code nexus.debug}. */
    default void statement(String sql, Duration duration) {}

    /** The running statement takes long enough to be looked at. */
    default void stillRuns() {}

    /** What the server says that deserves no attention, and how many rows a statement changed, for {@code nexus.debug}. */
    default void notice(String line) {}

    /** Says something that deserves attention. */
    default void warns(String line) {}

    /** A migration asks for the value of a variable. */
    default void asks(String variable) {}

    /** Who observes each statement of up and online. */
    default StatementProbe probe() {
        return StatementProbe.NONE;
    }
}
