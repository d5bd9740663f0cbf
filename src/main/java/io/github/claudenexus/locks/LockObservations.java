package io.github.claudenexus.locks;

import io.github.claudenexus.locks.LockNote.Source;
import io.github.claudenexus.locks.LockReader.Known;
import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was seen of a migration so far; forgets what was rolled back. */
final class LockObservations {

    private static final long NANOS_IN_MS = 1_000_000;

    /** Of a table with fewer rows than this, an index may have read all of them by chance. */
    private static final int FEW_ROWS = 10;

    private static final String WITHOUT_LIMIT = "0";

    private final Map<Long, Relation> relations = new HashMap<>();
    private final Map<String, Relation> names;
    private final Map<Long, Long> rows;
    private final Map<Long, RelationState> committed = new HashMap<>();
    private final Map<Long, RelationState> current = new HashMap<>();
    private final Set<Long> rowsLocked = new HashSet<>();
    private final List<LockObservation> done = new ArrayList<>();
    private final List<LockObservation> open = new ArrayList<>();
    private final List<Ran> statements = new ArrayList<>();
    private Optional<LockSnapshot> last = Optional.empty();
    private Map<String, Relation> namesNow = Map.of();
    private String lockTimeout = "";
    private long startNanos;
    private long lastMs;
    private Ran ran = new Ran(Statement.of(""), 0, 0, 0, 0, false);
    private String transaction = "";
    private int transactions;
    private long beganMs;

    /**
     * Of a migration that begins now.
     *
     * @param known the relations that are there
     * @param names what running code calls by its name
     * @param rows how many rows tables have
     * @param ignored relations to leave out, by name
     */
    LockObservations(Map<Long, Known> known, Map<String, Relation> names, Map<Long, Long> rows, Set<String> ignored) {
        this.names = Map.copyOf(names);
        this.rows = Map.copyOf(rows);
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
    void begins(Statement statement) {
        if (ran.number() == 0) {
            startNanos = System.nanoTime();
        }
        ran = new Ran(statement, ran.number() + 1, 0, 0, 0, false);
        beganMs = now();
    }

    /** How things stand before it, in its transaction. */
    void before(LockSnapshot look) {
        if (!look.transaction().equals(transaction)) {
            // The one before was never committed: it is tried again.
            open.clear();
            rowsLocked.clear();
            statements.removeIf(earlier -> earlier.transaction() == transactions && !transaction.isEmpty());
            transaction = look.transaction();
            transactions++;
        }
        if (lockTimeout.isEmpty()) {
            lockTimeout = look.lockTimeout();
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
    void after(LockSnapshot before, LockSnapshot after, long nanos) {
        boolean waitsForEver = before.lockTimeout().equals(WITHOUT_LIMIT) && !lockTimeout.equals(WITHOUT_LIMIT);
        ran = new Ran(
                ran.statement(),
                ran.number(),
                transactions,
                nanos / NANOS_IN_MS,
                after.insertedSince(before),
                waitsForEver);
        statements.add(ran);
        for (Relation relation : relations.values()) {
            RelationState shape = current.get(relation.oid());
            if (after.modes(relation.oid()).isEmpty() || shape == null) {
                continue;
            }
            LockObservation sighting = sighting(relation, shape, before, after);
            if (sighting.tells() || sighting.change().takesLong()) {
                open.add(sighting);
            }
            current.compute(relation.oid(), (oid, was) -> after.shapes().get(oid));
            if (locksRows(relation, before, after)) {
                rowsLocked.add(relation.oid());
            }
        }
        renamed(before, after);
        namesNow = after.names().isEmpty() ? namesNow : after.names();
        last = Optional.of(after.with(namesNow));
        lastMs = now();
    }

    private LockObservation sighting(Relation relation, RelationState shape, LockSnapshot before, LockSnapshot after) {
        Set<LockMode> had = before.modes(relation.oid());
        Set<LockMode> taken = EnumSet.noneOf(LockMode.class);
        taken.addAll(after.modes(relation.oid()));
        taken.removeAll(had);
        boolean scan = scanned(relation, before, after);
        Change change = Change.between(shape, Optional.ofNullable(after.shapes().get(relation.oid())))
                .with(scan, scan && changedAll(relation, before, after));
        return new LockObservation(
                ran,
                relation,
                taken,
                new LockObservation.Held(had, rowsLocked.contains(relation.oid())),
                change,
                Source.SEEN,
                beganMs,
                beganMs);
    }

    // An index that DDL reads under a blocking lock is read to check or build something: all of it. Of a query's, the
    // entries that were read are counted against the rows there are.
    private boolean scanned(Relation relation, LockSnapshot before, LockSnapshot after) {
        if (relation.isIndex()) {
            return false;
        }
        if (after.since(before, relation.oid()).scans() > 0) {
            return true;
        }
        boolean ddl = RuleText.isDdl(ran.sql())
                && after.modes(relation.oid()).stream().anyMatch(LockMode::blocksWrites);
        return relations.values().stream()
                .filter(index -> index.table() == relation.oid())
                .map(index -> after.since(before, index.oid()))
                .anyMatch(read -> ddl ? read.scans() > 0 : isAll(relation, read.read()));
    }

    private boolean isAll(Relation table, long entries) {
        long all = rows.getOrDefault(table.oid(), 0L);
        return all >= FEW_ROWS && entries >= all;
    }

    // Of a table that is empty in the rehearsal only the text can say it.
    private boolean changedAll(Relation table, LockSnapshot before, LockSnapshot after) {
        long all = rows.getOrDefault(table.oid(), 0L);
        return all == 0
                ? after.modes(table.oid()).contains(LockMode.ROW_EXCLUSIVE) && RuleText.changesEveryRow(ran.sql())
                : after.since(before, table.oid()).changed() >= all;
    }

    private boolean locksRows(Relation table, LockSnapshot before, LockSnapshot after) {
        boolean tried = after.modes(table.oid()).contains(LockMode.ROW_EXCLUSIVE)
                && RuleText.locksRows(ran.sql())
                && RuleText.statements(ran.sql()).stream().anyMatch(text -> RuleText.names(text, table));
        return tried || after.since(before, table.oid()).changed() > 0;
    }

    // What has another name now though no lock on it was seen.
    private void renamed(LockSnapshot before, LockSnapshot after) {
        after.names().forEach((key, now) -> {
            Relation was = before.names().getOrDefault(key, now);
            boolean known = names.containsKey(key) && (now.kind() < 'a' || relations.containsKey(now.oid()));
            boolean differs = now.kind() == Relation.LABEL
                    ? !now.plain().equals(was.plain())
                    : !now.name().equals(was.name());
            if (known && differs && (now.kind() < 'a' || after.modes(now.oid()).isEmpty())) {
                committed.computeIfPresent(
                        now.oid(), (oid, shape) -> new RelationState(now.name(), shape.file(), shape.columns()));
                Set<LockMode> none = EnumSet.of(LockMode.NONE);
                Change change = Change.renamed(was.name());
                open.add(new LockObservation(
                        ran, was, none, LockObservation.Held.NOTHING, change, Source.SEEN, beganMs, beganMs));
            }
        });
    }

    // Only what is missing once the transaction has committed is missed by running code.
    private LockObservation settled(LockObservation sighting, LockSnapshot end) {
        Relation relation = sighting.relation();
        RelationState known = committed.get(relation.oid());
        Change change = known == null ? sighting.change() : sighting.change().of(known.columns());
        if (!change.takesAway()) {
            return sighting.with(change);
        }
        if (relation.kind() < 'a') {
            boolean there = end.names().values().stream()
                    .anyMatch(name -> name.kind() == relation.kind()
                            && name.name().equals(relation.name())
                            && name.plain().equals(relation.plain()));
            return there ? sighting.with(change.withoutLoss()) : sighting;
        }
        Optional<RelationState> there = end.named(change.before().name()).findFirst();
        if (there.isPresent()) {
            return sighting.with(
                    change.replacedBy(there.get()).of(known == null ? change.columnsGone() : known.columns()));
        }
        String now = Optional.ofNullable(end.shapes().get(relation.oid()))
                .map(RelationState::name)
                .orElse("");
        boolean takesAPlace =
                committed.values().stream().anyMatch(shape -> shape.name().equals(now));
        return sighting.with(change.renamed() && takesAPlace ? change.withoutLoss() : change);
    }

    /** The transaction around the last statements has committed. */
    void committed() {
        lastMs = now();
        open.stream()
                .map(sighting -> last.map(end -> settled(sighting, end)).orElse(sighting))
                .forEach(sighting -> done.add(sighting.until(lastMs)));
        open.clear();
        rowsLocked.clear();
        last = Optional.empty();
        if (!transaction.isEmpty()) {
            committed.clear();
            committed.putAll(current);
        }
        transaction = "";
    }

    /** The transaction was rolled back. */
    void rolledBack() {
        open.clear();
        rowsLocked.clear();
        last = Optional.empty();
        transaction = "";
    }

    /** What was seen of a statement outside of a transaction, and how every relation looks after it. */
    void seenFromBeside(List<LockSampler.Seen> seen, Map<Long, Known> now) {
        lastMs = now();
        OutsideObservation judged = new OutsideObservation(ran.sql(), relations, committed, now);
        judged.all(seen)
                .forEach(one -> done.add(new LockObservation(
                        ran,
                        one.relation(),
                        one.taken(),
                        LockObservation.Held.NOTHING,
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
    List<LockObservation> sightings() {
        List<LockObservation> all = new ArrayList<>(done);
        open.forEach(sighting -> all.add(sighting.until(lastMs)));
        return all;
    }

    /** The statements that ran in transactions, in order. */
    List<Ran> statements() {
        return List.copyOf(statements);
    }

    private long now() {
        return ms(System.nanoTime());
    }

    private long ms(long nanos) {
        return (nanos - startNanos) / NANOS_IN_MS;
    }
}
