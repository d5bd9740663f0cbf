package io.github.claudenexus.locks;

import io.github.claudenexus.locks.LockNote.Source;
import io.github.claudenexus.locks.LockObservation.Held;
import io.github.claudenexus.locks.Relation.Known;
import io.github.claudenexus.locks.Relation.RelationState;
import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was observed of a migration so far, statement by statement; forgets what was rolled back. */
final class LockObservations {

    private static final long NANOS_IN_MS = 1_000_000;
    private static final String WITHOUT_LIMIT = "0";

    private final KnownObjects existing;
    private final List<LockObservation> done = new ArrayList<>();
    private final List<RanStatement> statements = new ArrayList<>();

    /** The states that other sessions see. */
    private final Map<Long, RelationState> committed = new HashMap<>();

    private String lockTimeout = "";
    private long startNanos;
    private long lastMs;
    private long beganMs;
    private RanStatement ran = RanStatement.begun(Statement.of(""), 0);

    // Of the open transaction:
    private final List<LockObservation> open = new ArrayList<>();
    private final Map<Long, RelationState> current = new HashMap<>();
    private final Set<Long> rowsLocked = new HashSet<>();
    private Optional<LockSnapshot> last = Optional.empty();
    private String transaction = "";
    private int transactions;

    // What is called by which name, as it was last read, and as it was when the last transaction committed.
    private Map<String, Relation> namesNow;
    private Map<String, Relation> namesCommitted;

    LockObservations(KnownObjects existing) {
        this.existing = existing;
        this.namesNow = existing.names();
        this.namesCommitted = existing.names();
        existing.relations().forEach((oid, known) -> committed.put(oid, known.state()));
    }

    /** The next statement begins. */
    RanStatement begins(Statement statement) {
        if (ran.number() == 0) {
            startNanos = System.nanoTime();
        }
        ran = RanStatement.begun(statement, ran.number() + 1);
        beganMs = now();
        return ran;
    }

    /**
     * Whether the names must be read after this statement. One that only creates changes none; what it creates may take
     * the place of what has lost its name before, though.
     */
    boolean mayChangeNames(RanStatement statement) {
        boolean lost =
                open.stream().anyMatch(observation -> !observation.relation().isRelation());
        return !statement.writesRows() && (lost || !statement.onlyCreates());
    }

    /** What its transaction holds before it. */
    void before(LockSnapshot snapshot) {
        if (!snapshot.transaction().equals(transaction)) {
            // The one before was never committed: it is tried again.
            forgetTransaction();
            statements.removeIf(earlier -> earlier.transaction() == transactions && !transaction.isEmpty());
            transaction = snapshot.transaction();
            transactions++;
        }
        if (lockTimeout.isEmpty()) {
            lockTimeout = snapshot.lockTimeout();
        }
        current.clear();
        current.putAll(committed);
        for (Relation relation : existing.that(one -> !snapshot.modes(one.oid()).isEmpty())) {
            update(current, relation, snapshot.states().get(relation.oid()));
        }
        beganMs = now();
    }

    private static void update(Map<Long, RelationState> states, Relation relation, @Nullable RelationState now) {
        if (now == null) {
            states.remove(relation.oid());
        } else {
            states.put(relation.oid(), now);
        }
    }

    /** What its transaction holds after it. */
    void after(LockSnapshot before, LockSnapshot after, long nanos) {
        boolean unlimited = before.lockTimeout().equals(WITHOUT_LIMIT) && !lockTimeout.equals(WITHOUT_LIMIT);
        ran = ran.ended(transactions, nanos / NANOS_IN_MS, after.insertedSince(before), unlimited);
        statements.add(ran);
        SnapshotComparison comparison = new SnapshotComparison(existing, ran, before, after);
        for (Relation relation : existing.that(one -> !after.modes(one.oid()).isEmpty())) {
            RelationState state = current.get(relation.oid());
            if (state != null) {
                LockObservation observation =
                        comparison.of(relation, state, rowsLocked.contains(relation.oid()), beganMs);
                if (observation.isNoted() || observation.change().takesLong()) {
                    open.add(observation);
                }
                update(current, relation, after.states().get(relation.oid()));
                if (comparison.mayHaveLockedRows(relation)) {
                    rowsLocked.add(relation.oid());
                }
            }
        }
        after.names().forEach((key, name) -> {
            Relation old = namesNow.getOrDefault(key, name);
            if (existing.names().containsKey(key) && isRenamedUnlocked(old, name, after)) {
                renamed(old, name);
            }
        });
        namesNow = after.names().isEmpty() ? namesNow : after.names();
        last = Optional.of(after.with(namesNow));
        lastMs = now();
    }

    private boolean isRenamedUnlocked(Relation old, Relation now, LockSnapshot after) {
        if (now.kind() == Relation.LABEL) {
            return !now.plain().equals(old.plain());
        }
        boolean unlocked = !now.isRelation()
                || (existing.has(now.oid()) && after.modes(now.oid()).isEmpty());
        return unlocked && !now.name().equals(old.name());
    }

    private void renamed(Relation old, Relation now) {
        committed.computeIfPresent(
                now.oid(), (oid, state) -> new RelationState(now.name(), state.file(), state.columns()));
        open.add(new LockObservation(
                ran,
                old,
                Set.of(LockMode.NONE),
                Held.NOTHING,
                Change.renamed(old.name()),
                Source.SEEN,
                beganMs,
                beganMs));
    }

    /** The transaction around the last statements has committed. */
    void committed() {
        lastMs = now();
        for (LockObservation observation : open) {
            Change change = last.map(end -> changeAtCommit(observation, end)).orElse(observation.change());
            done.add(observation.with(change).until(lastMs));
        }
        namesCommitted = namesNow;
        forgetTransaction();
        if (!transaction.isEmpty()) {
            committed.clear();
            committed.putAll(current);
        }
        transaction = "";
    }

    // Running code misses only what is not there once the transaction has committed.
    private Change changeAtCommit(LockObservation observation, LockSnapshot end) {
        Relation relation = observation.relation();
        if (!relation.isRelation()) {
            return isThere(relation, end) ? observation.change().withoutLoss() : observation.change();
        }
        Optional<RelationState> seenByOthers = Optional.ofNullable(committed.get(relation.oid()));
        Change change = seenByOthers
                .map(state -> observation.change().knowing(state.columns()))
                .orElse(observation.change());
        if (!change.breaksCode()) {
            return change;
        }
        Optional<RelationState> replacement = end.named(change.before().name()).findFirst();
        if (replacement.isPresent()) {
            Change rest = change.replacedBy(replacement.get());
            return seenByOthers.map(state -> rest.knowing(state.columns())).orElse(rest.knowing(change.lostColumns()));
        }
        return change.renamed() && takesThePlaceOfAnother(relation, end) ? change.withoutLoss() : change;
    }

    private static boolean isThere(Relation object, LockSnapshot end) {
        return end.names().values().stream()
                .anyMatch(name -> name.kind() == object.kind()
                        && name.name().equals(object.name())
                        && name.plain().equals(object.plain()));
    }

    private boolean takesThePlaceOfAnother(Relation relation, LockSnapshot end) {
        return Optional.ofNullable(end.states().get(relation.oid())).stream()
                .anyMatch(now -> committed.values().stream()
                        .anyMatch(state -> state.name().equals(now.name())));
    }

    void rolledBack() {
        forgetTransaction();
        transaction = "";
    }

    private void forgetTransaction() {
        open.clear();
        rowsLocked.clear();
        namesNow = namesCommitted;
        last = Optional.empty();
    }

    /** A statement has ended outside of a transaction, before and after which these relations were there. */
    void outside(Map<Long, Known> before, Map<Long, Known> after) {
        lastMs = now();
        new OutsideLocks(existing, ran.words(), before, after)
                .all()
                .forEach(lock -> done.add(new LockObservation(
                        ran,
                        lock.relation(),
                        Set.of(lock.mode()),
                        Held.NOTHING,
                        lock.change(),
                        Source.MANUAL,
                        beganMs,
                        lastMs)));
        committed.clear();
        after.forEach((oid, known) -> {
            if (existing.has(oid)) {
                committed.put(oid, known.state());
            }
        });
    }

    /** All of it, in order. */
    List<LockObservation> all() {
        List<LockObservation> all = new ArrayList<>(done);
        open.forEach(observation -> all.add(observation.until(lastMs)));
        return all;
    }

    /** The statements that ran in transactions, in order. */
    List<RanStatement> statements() {
        return List.copyOf(statements);
    }

    private long now() {
        return (System.nanoTime() - startNanos) / NANOS_IN_MS;
    }
}
