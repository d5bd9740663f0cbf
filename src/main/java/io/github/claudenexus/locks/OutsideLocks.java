package io.github.claudenexus.locks;

import io.github.claudenexus.locks.Relation.Known;
import io.github.claudenexus.sql.StatementKind;
import io.github.claudenexus.sql.StatementKind.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The locks of a statement that runs outside of a transaction, where none can be observed: its kind says which mode, by
 * PostgreSQL's manual; what it changed, and for VACUUM and DETACH PARTITION its text, says on which relations.
 *
 * @param existing what was there before the migration
 * @param statements the statement, or several sent as one
 * @param before every relation before it, by OID
 * @param after every relation after it
 */
record OutsideLocks(
        KnownObjects existing, List<StatementWords> statements, Map<Long, Known> before, Map<Long, Known> after) {

    /** The strongest lock on one relation. */
    record OutsideLock(Relation relation, LockMode mode, Change change) {}

    List<OutsideLock> all() {
        List<OutsideLock> locks = new ArrayList<>();
        for (Relation relation : existing.that(Relation::isCalledByName)) {
            Known was = before.get(relation.oid());
            if (was != null) {
                Optional<Known> now = Optional.ofNullable(after.get(relation.oid()));
                Change change = Change.between(was.state(), now.map(Known::state));
                boolean detached = was.relation().isPartition()
                        && now.filter(known -> !known.relation().isPartition()).isPresent();
                mode(relation, change, detached)
                        .map(mode -> new OutsideLock(relation, mode, change.with(readsAll(relation, change), false)))
                        .ifPresent(locks::add);
            }
        }
        return locks;
    }

    private Optional<LockMode> mode(Relation relation, Change change, boolean detached) {
        // Nothing less allows such changes.
        if (change.rewrite() || change.breaksCode() || detached) {
            return Optional.of(LockMode.ACCESS_EXCLUSIVE);
        }
        if (hasOtherIndexes(relation)) {
            boolean concurrently =
                    statements.stream().anyMatch(one -> one.kind().concurrently());
            return Optional.of(concurrently ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE);
        }
        boolean named = statements.stream().anyMatch(one -> one.names(relation) && leavesNoTrace(one.kind()));
        return named ? Optional.of(LockMode.SHARE_UPDATE_EXCLUSIVE) : Optional.empty();
    }

    private static boolean leavesNoTrace(StatementKind kind) {
        return kind.verb() == Verb.VACUUM || kind.verb() == Verb.DETACH_PARTITION;
    }

    // REINDEX gives an index another file, CONCURRENTLY even another OID.
    private boolean hasOtherIndexes(Relation table) {
        return !indexes(table, before).equals(indexes(table, after));
    }

    private static Set<List<Long>> indexes(Relation table, Map<Long, Known> relations) {
        return relations.values().stream()
                .filter(known -> known.relation().table() == table.oid())
                .map(known -> List.of(known.relation().oid(), known.state().file()))
                .collect(Collectors.toSet());
    }

    private boolean readsAll(Relation relation, Change change) {
        boolean builds = statements.stream().anyMatch(StatementWords::builds);
        return change.rewrite() || (builds && hasOtherIndexes(relation));
    }
}
