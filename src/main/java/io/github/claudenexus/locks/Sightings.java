package io.github.claudenexus.locks;

import io.github.claudenexus.locks.LockNote.Source;
import io.github.claudenexus.locks.LockReader.Known;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was seen of a migration so far; forgets what was rolled back. */
final class Sightings {

    private static final long NANOS_IN_MS = 1_000_000;

    private final Map<Long, Relation> relations = new HashMap<>();
    private final Map<Long, Shape> committed = new HashMap<>();
    private final Map<Long, Shape> current = new HashMap<>();
    private final List<Sighting> done = new ArrayList<>();
    private final List<Sighting> open = new ArrayList<>();
    private long startNanos;
    private long lastMs;
    private String statement = "";
    private int number;
    private String transaction = "";
    private int transactions;
    private long beganMs;

    Sightings(Map<Long, Known> known, Set<String> ignored) {
        Set<Long> left = new HashSet<>();
        for (Known one : known.values()) {
            if (ignored.contains(one.relation().name())) {
                left.add(one.relation().oid());
            }
        }
        for (Known one : known.values()) {
            long oid = one.relation().oid();
            if (!left.contains(oid) && !left.contains(one.relation().table())) {
                relations.put(oid, one.relation());
                committed.put(oid, one.shape());
            }
        }
    }

    /** The next statement begins. */
    void begins(String sql) {
        if (number == 0) {
            startNanos = System.nanoTime();
        }
        statement = sql;
        number++;
        beganMs = now();
    }

    /** How things stand before it, in its transaction. */
    void before(Look look) {
        if (!look.transaction().equals(transaction)) {
            // The one before was never committed: it is tried again.
            open.clear();
            transaction = look.transaction();
            transactions++;
        }
        current.clear();
        current.putAll(committed);
        current.keySet().retainAll(relations.keySet());
        relations.keySet().stream()
                .filter(oid -> !look.modes(oid).isEmpty())
                .forEach(oid ->
                        current.compute(oid, (key, shape) -> look.shapes().get(oid)));
        beganMs = now();
    }

    /** How things stand after it. */
    void after(Look before, Look after) {
        for (Relation relation : relations.values()) {
            Set<LockMode> had = before.modes(relation.oid());
            Set<LockMode> has = after.modes(relation.oid());
            Set<LockMode> taken = EnumSet.noneOf(LockMode.class);
            taken.addAll(has);
            taken.removeAll(had);
            Shape shape = current.get(relation.oid());
            if (has.isEmpty() || shape == null) {
                continue;
            }
            boolean blocksAnew = taken.stream().anyMatch(LockMode::blocksWrites);
            boolean scan = scanned(relation, before, after, blocksAnew);
            Change change =
                    Change.between(shape, Optional.ofNullable(after.shapes().get(relation.oid())), scan);
            Sighting sighting = new Sighting(
                    statement,
                    number,
                    transactions,
                    relation,
                    taken,
                    had.stream().max(LockMode::compareTo),
                    change,
                    Source.SEEN,
                    beganMs,
                    beganMs);
            if (sighting.tells()) {
                open.add(sighting);
            }
            current.compute(relation.oid(), (oid, was) -> after.shapes().get(oid));
        }
        lastMs = now();
    }

    // An index that is read tells of its table only where the statement is DDL or blocks writes: such a one reads all,
    // a query one row, whatever lock an earlier statement left it under.
    private boolean scanned(Relation relation, Look before, Look after, boolean blocksAnew) {
        if (relation.isIndex()) {
            return false;
        }
        return after.scansSince(before, relation.oid()) > 0
                || ((blocksAnew || RuleText.isDdl(statement)) && indexRead(relation, before, after));
    }

    private boolean indexRead(Relation table, Look before, Look after) {
        boolean blocks = after.modes(table.oid()).stream().anyMatch(LockMode::blocksWrites);
        return blocks
                && relations.values().stream()
                        .anyMatch(index -> index.table() == table.oid() && after.scansSince(before, index.oid()) > 0);
    }

    /** The transaction around the last statements has committed. */
    void committed() {
        lastMs = now();
        open.forEach(sighting -> done.add(sighting.until(lastMs)));
        open.clear();
        if (!transaction.isEmpty()) {
            committed.clear();
            committed.putAll(current);
        }
        transaction = "";
    }

    /** The transaction was rolled back. */
    void rolledBack() {
        open.clear();
        transaction = "";
    }

    /** What was seen of a statement outside of a transaction, and how every relation looks after it. */
    void seenFromBeside(List<Watching.Seen> seen, Map<Long, Known> now) {
        lastMs = now();
        FromBeside judged = new FromBeside(statement, relations, committed, now);
        judged.all(seen)
                .forEach(one -> done.add(new Sighting(
                        statement,
                        number,
                        0,
                        one.relation(),
                        one.taken(),
                        Optional.empty(),
                        one.change(),
                        one.source(),
                        one.atNanos() == 0 ? beganMs : ms(one.atNanos()),
                        lastMs)));
        committed.clear();
        now.values().stream()
                .filter(known -> relations.containsKey(known.relation().oid()))
                .forEach(known -> committed.put(known.relation().oid(), known.shape()));
    }

    /** The tables that are still there, for LOCK TABLE. */
    List<String> lockable() {
        return committed.entrySet().stream()
                .filter(known -> Optional.ofNullable(relations.get(known.getKey()))
                        .filter(Relation::isLockable)
                        .isPresent())
                .map(known -> known.getValue().name())
                .toList();
    }

    /** All of it, in order. */
    List<Sighting> sightings() {
        List<Sighting> all = new ArrayList<>(done);
        open.forEach(sighting -> all.add(sighting.until(lastMs)));
        return all;
    }

    private long now() {
        return ms(System.nanoTime());
    }

    private long ms(long nanos) {
        return (nanos - startNanos) / NANOS_IN_MS;
    }
}
