package io.github.claudenexus.locks;

import io.github.claudenexus.locks.Danger.When;
import io.github.claudenexus.locks.LockNote.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges what was seen: which locks have a safer way, and how bad they are. */
final class Rules {

    /** A table smaller than this part of a big one is done with before anybody waits. */
    private static final int SMALL = 100;

    private final Map<String, RelationSize> sizes;
    private final long bigTable;
    private final Map<Integer, Set<String>> bigBlocked = new LinkedHashMap<>();

    Rules(Map<String, RelationSize> sizes, long bigTable) {
        this.sizes = sizes;
        this.bigTable = bigTable;
    }

    /**
     * A note for each lock, in order of time.
     *
     * @param statements those that ran in transactions
     */
    List<LockNote> judge(List<LockObservation> sightings, List<Ran> statements) {
        Map<Integer, List<LockObservation>> together = sightings.stream()
                .collect(Collectors.groupingBy(
                        sighting -> sighting.ran().number(), LinkedHashMap::new, Collectors.toList()));
        List<LockNote> notes = new ArrayList<>();
        for (List<LockObservation> one : together.values()) {
            notes.addAll(statement(one, sightings, statements));
        }
        notes.sort(Comparator.comparingLong(LockNote::atMs));
        return notes;
    }

    private List<LockNote> statement(List<LockObservation> together, List<LockObservation> all, List<Ran> statements) {
        Map<Long, LockObservation> strongest = new LinkedHashMap<>();
        for (LockObservation sighting : together) {
            strongest.merge(
                    sighting.relation().oid(),
                    sighting,
                    (one, other) -> other.strongest().compareTo(one.strongest()) > 0 ? other : one);
        }
        Map<LockObservation, List<Danger>> flagged = flagged(List.copyOf(strongest.values()), all, statements);
        List<LockNote> notes = new ArrayList<>();
        for (LockObservation sighting : together) {
            if (sighting.tells()) {
                notes.addAll(notes(sighting, flagged.getOrDefault(sighting, List.of())));
            }
        }
        return notes;
    }

    private Map<LockObservation, List<Danger>> flagged(
            List<LockObservation> together, List<LockObservation> all, List<Ran> statements) {
        RuleDangers rules = new RuleDangers(together);
        Map<LockObservation, List<Danger>> flagged = new LinkedHashMap<>();
        Set<Long> tables = new HashSet<>();
        for (LockObservation sighting : together) {
            List<Danger> dangers = new ArrayList<>();
            if (!sighting.relation().isIndex()) {
                if (!RuleDangers.isNeededLater(sighting, statements)) {
                    dangers.addAll(rules.own(sighting));
                }
                if (dangers.isEmpty()) {
                    rules.beside(sighting).ifPresent(dangers::add);
                }
                RuleDangers.escalation(sighting).ifPresent(dangers::add);
                RuleDangers.staysLocked(sighting, all, statements).ifPresent(dangers::add);
                RuleDangers.waitsForEver(sighting).ifPresent(dangers::add);
                several(sighting).ifPresent(dangers::add);
            }
            add(flagged, sighting, dangers);
            if (flagged.containsKey(sighting)) {
                tables.add(sighting.relation().oid());
            }
        }
        for (LockObservation sighting : together) {
            // What is wrong with an index's lock is said of its table, where that is locked too.
            if (sighting.relation().isIndex()
                    && !tables.contains(sighting.relation().table())) {
                add(flagged, sighting, rules.own(sighting));
            }
        }
        together.forEach(this::remember);
        return flagged;
    }

    private void add(Map<LockObservation, List<Danger>> flagged, LockObservation sighting, List<Danger> dangers) {
        List<Danger> real = dangers.stream().filter(this::isFlagged).toList();
        if (!real.isEmpty()) {
            flagged.put(sighting, real);
        }
    }

    private boolean isFlagged(Danger danger) {
        return danger.when() == When.ON_BIG
                ? danger.sized().stream().anyMatch(this::isBig)
                : danger.sized().isEmpty() || !danger.sized().stream().allMatch(this::isSmall);
    }

    private Optional<Danger> several(LockObservation sighting) {
        int transaction = sighting.ran().transaction();
        Set<String> others = new LinkedHashSet<>(bigBlocked.getOrDefault(transaction, Set.of()));
        if (!blocksBig(sighting) || others.contains(sighting.relation().name()) || others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Danger.anySize(
                "Other big tables are already blocked by this transaction: " + String.join(", ", others),
                "a migration for each of them, so that each is blocked for a short time"));
    }

    private void remember(LockObservation sighting) {
        if (blocksBig(sighting)) {
            bigBlocked
                    .computeIfAbsent(sighting.ran().transaction(), transaction -> new LinkedHashSet<>())
                    .add(sighting.relation().name());
        }
    }

    private boolean blocksBig(LockObservation sighting) {
        return sighting.ran().transaction() > 0
                && sighting.relation().holdsRows()
                && sighting.blocks()
                && isBig(sighting.relation().name());
    }

    private boolean isBig(String relation) {
        RelationSize size = sizes.get(relation);
        return size != null && size.bytes() > bigTable;
    }

    private boolean isSmall(String relation) {
        RelationSize size = sizes.get(relation);
        return size != null && size.bytes() < bigTable / SMALL;
    }

    private List<LockNote> notes(LockObservation sighting, List<Danger> dangers) {
        List<LockNote> notes = new ArrayList<>();
        LockMode carrier = sighting.strongestTaken().orElse(sighting.strongest());
        Set<LockMode> modes = sighting.taken().isEmpty() ? Set.of(carrier) : sighting.taken();
        for (LockMode mode : modes) {
            notes.add(note(sighting, mode, mode == carrier ? dangers : List.of()));
        }
        return notes;
    }

    private LockNote note(LockObservation sighting, LockMode mode, List<Danger> dangers) {
        Relation relation = sighting.relation();
        // TRUNCATE has new, empty files and indexes, and reads and writes no rows.
        boolean truncates = RuleKind.TRUNCATE.matches(sighting.ran().actions());
        return new LockNote(
                sighting.ran().statement(),
                mode,
                relation.name(),
                sighting.atMs(),
                Math.max(0, sighting.untilMs() - sighting.atMs()),
                sighting.change().rewrite() && !truncates,
                sighting.change().scan() && !truncates,
                sighting.source(),
                Optional.ofNullable(sizes.get(relation.name())),
                severity(relation, dangers),
                dangers.isEmpty() ? "" : advice(relation, sighting.strongest(), dangers));
    }

    private Severity severity(Relation relation, List<Danger> dangers) {
        if (dangers.isEmpty()) {
            return Severity.INFO;
        }
        boolean error = dangers.stream()
                .filter(danger -> danger.when() == When.ALWAYS)
                .anyMatch(danger ->
                        isBig(relation.name()) || danger.sized().stream().anyMatch(this::isBig));
        return error ? Severity.ERROR : Severity.WARNING;
    }

    // What blocks may be the lock of an earlier statement.
    private static String advice(Relation relation, LockMode mode, List<Danger> dangers) {
        String what = dangers.stream().map(Danger::what).collect(Collectors.joining(". "));
        String safer = dangers.stream().map(Danger::safer).distinct().collect(Collectors.joining("; and "));
        String blocks = !relation.isBlockedBy(mode)
                ? ""
                : " " + mode.words() + " blocks " + mode.blocks() + (relation.isIndex() ? " of its table" : "") + ".";
        return what + "." + blocks + " Safer: " + safer + ".";
    }
}
