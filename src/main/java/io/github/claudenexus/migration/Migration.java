package io.github.claudenexus.migration;

import java.util.List;

/**
 * One step of a database's life. An implementation is a public, concrete, top-level class with a public
 * no-argument constructor, named {@code M<version>_<CamelCaseName>}; each try runs on a new instance.
 *
 * <p>A method may throw anything; whatever it throws fails the migration and is reported with its cause.
 */
public interface Migration {

    /**
     * What this migration demands of variables and of the database, looked at before the run changes anything: before
     * the first pending migration is applied, so the earlier ones may be pending too. In a transaction that can only
     * read. What it throws refuses the whole run; its message says what is wrong and what to do.
     */
    default void precheck(Database database) throws Exception {}

    /** Makes the change, in one transaction that also records it. Commit, rollback and close are the runner's. */
    void up(Database database) throws Exception;

    /**
     * The part that runs after {@link #up} has committed, outside any transaction, while the service works. Every step
     * of it can be repeated; until it has ended, the migration is {@code interrupted} and later ones wait.
     */
    default void online(Online online) throws Exception {}

    /**
     * Undoes {@link #up} and {@link #online}, in one transaction. A migration that does not override it is
     * irreversible and says why in {@link #irreversible()}.
     */
    default void down(Database database) throws Exception {
        throw new UnsupportedOperationException(irreversible());
    }

    /**
     * The migration's check of its own result, run last: inside up's transaction, or after {@link #online} where there is one. Throws
     * (an {@link AssertionError}, say) when the database is not as this migration must leave it.
     */
    default void verify(Database database) throws Exception {}

    /**
     * Whether applying this migration a second time does no harm: {@link #up} and {@link #online} leave what is done
     * already and do what has come since. Allows {@code nexus.again}; {@code rollback-check} holds it to that. Default:
     * no.
     */
    default boolean safeToRepeat() {
        return false;
    }

    /** Why this migration cannot be undone; empty for one that can. Demanded of every migration without a down. */
    default String irreversible() {
        return "";
    }

    /**
     * Why the locks that this migration takes are accepted, such as a window of maintenance. Its lock findings then do
     * not fail {@code rollback-check}, and every report shows the reason. Empty, the default: nothing is accepted.
     */
    default String acceptLock() {
        return "";
    }

    /**
     * Why the data that {@link #down} loses may be lost. Its findings of lost data then do not fail
     * {@code rollback-check}, and every report shows the reason. Empty, the default: nothing is accepted.
     */
    default String acceptLoss() {
        return "";
    }

    /** What this migration does, in a line; shown by {@code status}, as a SQL file's first comment line is. */
    default String note() {
        return "";
    }

    /** What an operator must do by hand, before or after; shown by {@code status} and {@code migrate}. */
    default List<String> manualSteps() {
        return List.of();
    }
}
