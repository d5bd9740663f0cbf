package io.github.claudenexus.locks;

import io.github.claudenexus.locks.Danger.When;
import io.github.claudenexus.locks.LockNote.Advice;
import io.github.claudenexus.locks.LockNote.Effect;
import io.github.claudenexus.locks.LockNote.LockTime;
import io.github.claudenexus.locks.LockNote.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes notes of what was observed: which locks have a safer way, and how severe that is by the sizes on the target. */
final class LockJudge {

    /** On a table smaller than this part of a big one, no statement takes long. */
    private static final int SMALL = 100;

    private final boolean hasTarget;
    private final Map<String, RelationSize> sizes;
    private final long bigTable;
    private final Map<Integer, Set<String>> bigBlocked = new LinkedHashMap<>();

    /**
     * By these sizes.
     *
     * @param sizes how large relations are on the target; empty where there is none
     */
    LockJudge(Optional<Map<String, RelationSize>> sizes, long bigTable) {
        this.hasTarget = sizes.isPresent();
        this.sizes = sizes.orElse(Map.of());
        this.bigTable = bigTable;
    }

    /**
     * A note for each lock, in order of time.
     *
     * @param statements those that ran in transactions
     */
    List<LockNote> notes(List<LockObservation> observations, List<RanStatement> statements) {
        Collection<List<LockObservation>> byStatement = observations.stream()
                .collect(Collectors.groupingBy(lock -> lock.ran().number(), LinkedHashMap::new, Collectors.toList()))
                .values();
        List<LockNote> notes = new ArrayList<>();
        for (List<LockObservation> together : byStatement) {
            List<LockObservation> strongest = strongestOfEach(together);
            Map<LockObservation, List<Danger>> flagged =
                    flagged(strongest, new Dangers(strongest, observations, statements));
            together.stream()
                    .filter(LockObservation::isNoted)
                    .forEach(lock -> notes.addAll(notes(lock, flagged.getOrDefault(lock, List.of()))));
        }
        notes.sort(Comparator.comparingLong(LockNote::atMs));
        return notes;
    }

    private static List<LockObservation> strongestOfEach(List<LockObservation> together) {
        Map<Long, LockObservation> strongest = new LinkedHashMap<>();
        for (LockObservation lock : together) {
            strongest.merge(
                    lock.relation().oid(),
                    lock,
                    (one, other) -> other.strongest().compareTo(one.strongest()) > 0 ? other : one);
        }
        return List.copyOf(strongest.values());
    }

    private Map<LockObservation, List<Danger>> flagged(List<LockObservation> together, Dangers rules) {
        Map<LockObservation, List<Danger>> flagged = new LinkedHashMap<>();
        Set<Long> tables = new HashSet<>();
        for (LockObservation lock : together) {
            if (!lock.relation().isIndex() && !isNew(lock.relation())) {
                List<Danger> matter = ofTable(lock, rules);
                if (!matter.isEmpty()) {
                    flagged.put(lock, matter);
                    tables.add(lock.relation().oid());
                }
            }
        }
        for (LockObservation lock : together) {
            // What is wrong with an index's lock is said of its table, where that is flagged too.
            if (lock.relation().isIndex()
                    && !isNew(lock.relation())
                    && !tables.contains(lock.relation().table())) {
                List<Danger> matter =
                        rules.ofRelation(lock).stream().filter(this::matters).toList();
                if (!matter.isEmpty()) {
                    flagged.put(lock, matter);
                }
            }
        }
        together.stream().filter(this::blocksBig).forEach(this::remember);
        return flagged;
    }

    private List<Danger> ofTable(LockObservation lock, Dangers rules) {
        List<Danger> dangers = rules.ofTable(lock);
        severalBig(lock).ifPresent(dangers::add);
        List<Danger> matter =
                new ArrayList<>(dangers.stream().filter(this::matters).toList());
        if (matter.isEmpty() || !rules.leaveTheTransaction()) {
            rules.staysLocked(lock).filter(this::matters).ifPresent(matter::add);
        }
        return matter;
    }

    private boolean matters(Danger danger) {
        return danger.when() == When.ON_BIG
                ? danger.sized().stream().anyMatch(this::isBig)
                : danger.sized().isEmpty() || !danger.sized().stream().allMatch(this::isSmall);
    }

    private Optional<Danger> severalBig(LockObservation lock) {
        Set<String> others = bigBlocked.getOrDefault(lock.ran().transaction(), Set.of());
        if (!blocksBig(lock) || others.contains(lock.relation().name()) || others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Danger.anySize(
                "Other big tables are already blocked by this transaction: " + String.join(", ", others),
                "a migration for each of them, so that each is blocked for a short time"));
    }

    private void remember(LockObservation lock) {
        bigBlocked
                .computeIfAbsent(lock.ran().transaction(), transaction -> new LinkedHashSet<>())
                .add(lock.relation().name());
    }

    private boolean blocksBig(LockObservation lock) {
        return lock.ran().transaction() > 0
                && lock.relation().holdsRows()
                && lock.blocks()
                && isBig(lock.relation().name());
    }

    // A pending migration has made it: no running code uses it yet, and none waits for it.
    private boolean isNew(Relation relation) {
        return hasTarget && relation.hasSize() && !sizes.containsKey(relation.name());
    }

    private boolean isBig(String relation) {
        RelationSize size = sizes.get(relation);
        return size != null && size.bytes() > bigTable;
    }

    private boolean isSmall(String relation) {
        RelationSize size = sizes.get(relation);
        return size != null && size.bytes() < bigTable / SMALL;
    }

    private List<LockNote> notes(LockObservation lock, List<Danger> dangers) {
        LockMode flagged = lock.strongestAcquired().orElse(lock.strongest());
        Set<LockMode> modes = lock.acquired().isEmpty() ? Set.of(flagged) : lock.acquired();
        return modes.stream()
                .map(mode -> note(lock, mode, mode == flagged ? dangers : List.of()))
                .toList();
    }

    private LockNote note(LockObservation lock, LockMode mode, List<Danger> dangers) {
        Relation relation = lock.relation();
        // TRUNCATE creates new, empty files and indexes, and reads and writes no rows.
        boolean truncates = LockRule.TRUNCATE.matches(lock.ran().actions());
        return new LockNote(
                lock.ran().statement(),
                mode,
                relation.name(),
                new LockTime(lock.atMs(), Math.max(0, lock.untilMs() - lock.atMs())),
                new Effect(lock.change().rewrite() && !truncates, lock.change().scan() && !truncates),
                lock.source(),
                Optional.ofNullable(sizes.get(relation.name())),
                dangers.isEmpty()
                        ? Advice.NONE
                        : new Advice(severity(relation, dangers), danger(lock, dangers), safer(dangers)));
    }

    private Severity severity(Relation relation, List<Danger> dangers) {
        boolean error = dangers.stream()
                .filter(danger -> danger.when() == When.ALWAYS)
                .anyMatch(danger ->
                        isBig(relation.name()) || danger.sized().stream().anyMatch(this::isBig));
        return error ? Severity.ERROR : Severity.WARNING;
    }

    // What blocks may be the lock of an earlier statement.
    private static String danger(LockObservation lock, List<Danger> dangers) {
        Relation relation = lock.relation();
        LockMode mode = lock.strongest();
        String what = dangers.stream().map(Danger::what).collect(Collectors.joining(". "));
        String blocks = !relation.isBlockedBy(mode)
                ? ""
                : " " + mode.words() + " blocks " + mode.blocks() + (relation.isIndex() ? " of its table" : "") + ".";
        return what + "." + blocks;
    }

    private static String safer(List<Danger> dangers) {
        return dangers.stream().map(Danger::safer).distinct().collect(Collectors.joining("; and ")) + ".";
    }
}
