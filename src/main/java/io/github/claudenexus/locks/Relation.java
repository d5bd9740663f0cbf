package io.github.claudenexus.locks;

/**
 * A relation that existed before the migration.
 *
 * @param oid its number
 * @param name with its schema, quoted where that is needed
 * @param plain without its schema, quoted where that is needed
 * @param kind as in pg_class.relkind
 * @param table of an index the number of its table; else 0
 */
record Relation(long oid, String name, String plain, char kind, long table) {

    /** Whether it holds rows that queries read: a table, partitioned or not, a materialized view, a foreign table. */
    boolean holdsRows() {
        return "rpmf".indexOf(kind) >= 0;
    }

    boolean isIndex() {
        return kind == 'i' || kind == 'I';
    }

    /** Whether somebody waits for it while this is held; nobody but REFRESH writes to a materialized view. */
    boolean isBlockedBy(LockMode mode) {
        return kind == 'm' ? mode.blocksReads() : mode.blocksWrites();
    }

    /** Whether LOCK TABLE knows how to lock it. */
    boolean isLockable() {
        return kind == 'r' || kind == 'p';
    }
}
