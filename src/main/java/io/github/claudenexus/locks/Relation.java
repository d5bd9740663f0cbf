package io.github.claudenexus.locks;

import java.util.Set;

/**
 * A relation, or another object that running code calls by its name.
 *
 * @param oid its OID
 * @param name with its schema, quoted where that is needed
 * @param plain without its schema, quoted where that is needed; of a label the label, in quotes
 * @param kind as in pg_class.relkind, or one of {@link #LABEL}, {@link #TYPE}, {@link #FUNCTION}
 * @param table of an index the OID of its table; else 0
 * @param isPartition whether it is a partition of a table or an index
 */
record Relation(long oid, String name, String plain, char kind, long table, boolean isPartition) {

    /** A label of an enum; it has the type's name. */
    static final char LABEL = 'L';

    static final char TYPE = 'T';

    /** A function or procedure. */
    static final char FUNCTION = 'F';

    /**
     * What shows that a statement changed a relation.
     *
     * @param name with its schema
     * @param file where its rows are; 0 when it has none of its own
     * @param columns their names
     */
    record RelationState(String name, long file, Set<String> columns) {

        RelationState {
            columns = Set.copyOf(columns);
        }
    }

    /** A relation, and its state at one moment. */
    record Known(Relation relation, RelationState state) {}

    /** Whether it holds rows that queries read: a table, partitioned or not, a materialized view, a foreign table. */
    boolean holdsRows() {
        return "rpmf".indexOf(kind) >= 0;
    }

    /** Whether {@link RelationSizes} knows it where it is there. */
    boolean hasSize() {
        return "rpmiI".indexOf(kind) >= 0;
    }

    /** Whether it is in pg_class; else it is a label, a type or a function. */
    boolean isRelation() {
        return kind != LABEL && kind != TYPE && kind != FUNCTION;
    }

    /** Whether running code calls it by its name. */
    boolean isCalledByName() {
        return holdsRows() || kind == 'v' || !isRelation();
    }

    boolean isIndex() {
        return kind == 'i' || kind == 'I';
    }

    boolean isPartitioned() {
        return kind == 'p';
    }

    /** Whether sessions wait for it while this is held; only REFRESH writes to a materialized view. */
    boolean isBlockedBy(LockMode mode) {
        return kind == 'm' ? mode.blocksReads() : mode.blocksWrites();
    }
}
