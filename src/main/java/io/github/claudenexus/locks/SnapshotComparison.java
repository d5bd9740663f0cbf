package io.github.claudenexus.locks;

import io.github.claudenexus.locks.LockObservation.Held;
import io.github.claudenexus.locks.Relation.RelationState;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement did, by the snapshots before and after it.
 *
 * @param existing what was there before the migration
 * @param ran the statement
 */
record SnapshotComparison(KnownObjects existing, RanStatement ran, LockSnapshot before, LockSnapshot after) {

    /** Of a table with fewer rows than this, an index may have read all of them by chance. */
    private static final int FEW_ROWS = 10;

    /**
     * What it did to one relation.
     *
     * @param state the relation's before it
     * @param rowsLocked whether earlier statements of the transaction may have locked rows of it
     */
    LockObservation of(Relation relation, RelationState state, boolean rowsLocked, long atMs) {
        Set<LockMode> acquired = EnumSet.noneOf(LockMode.class);
        acquired.addAll(after.modes(relation.oid()));
        acquired.removeAll(before.modes(relation.oid()));
        boolean scan = scanned(relation);
        Change change = Change.between(state, Optional.ofNullable(after.states().get(relation.oid())))
                .with(scan, scan && changedEveryRow(relation));
        Held held = new Held(before.modes(relation.oid()), rowsLocked);
        return new LockObservation(ran, relation, acquired, held, change, LockNote.Source.SEEN, atMs, atMs);
    }

    // An index that DDL reads under a blocking lock is read to check or build something: all of it. Of a query's, the
    // entries that were read are compared with the rows there are.
    private boolean scanned(Relation relation) {
        if (relation.isIndex()) {
            return false;
        }
        if (after.since(before, relation.oid()).scans() > 0) {
            return true;
        }
        boolean ddl = ran.isDdl() && after.modes(relation.oid()).stream().anyMatch(LockMode::blocksWrites);
        return existing.that(index -> index.table() == relation.oid()).stream()
                .map(index -> after.since(before, index.oid()))
                .anyMatch(index -> ddl ? index.scans() > 0 : isAll(relation, index.read()));
    }

    private boolean isAll(Relation table, long entries) {
        return existing.rows(table) >= FEW_ROWS && entries >= existing.rows(table);
    }

    // Of a table that is empty in the rehearsal, only the text can say it.
    private boolean changedEveryRow(Relation table) {
        return existing.rows(table) == 0
                ? after.modes(table.oid()).contains(LockMode.ROW_EXCLUSIVE) && ran.changesEveryRow()
                : after.since(before, table.oid()).changed() >= existing.rows(table);
    }

    /** Whether it may have locked rows of the table that other sessions see. */
    boolean mayHaveLockedRows(Relation table) {
        boolean tried = after.modes(table.oid()).contains(LockMode.ROW_EXCLUSIVE) && ran.locksRowsOf(table);
        return tried || after.since(before, table.oid()).changed() > 0;
    }
}
