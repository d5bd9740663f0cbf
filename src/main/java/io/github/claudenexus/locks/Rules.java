package io.github.claudenexus.locks;

import io.github.claudenexus.jdbc.StatementSecrets;
import io.github.claudenexus.locks.LockNote.Severity;
import io.github.claudenexus.locks.RuleAccusation.Accusation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges what was seen: which locks have a safer way, and how bad they are. */
final class Rules {

    private final Map<String, RelationSize> sizes;
    private final long bigTable;
    private final Map<Integer, Set<String>> bigBlocked = new LinkedHashMap<>();

    Rules(Map<String, RelationSize> sizes, long bigTable) {
        this.sizes = sizes;
        this.bigTable = bigTable;
    }

    /** A note for each lock, in order of time. */
    List<LockNote> judge(List<Sighting> sightings) {
        Map<Integer, List<Sighting>> statements = new LinkedHashMap<>();
        for (Sighting sighting : sightings) {
            statements
                    .computeIfAbsent(sighting.number(), number -> new ArrayList<>())
                    .add(sighting);
        }
        List<LockNote> notes = new ArrayList<>();
        for (List<Sighting> together : statements.values()) {
            notes.addAll(statement(together));
        }
        notes.sort(Comparator.comparingLong(LockNote::atMs));
        return notes;
    }

    private List<LockNote> statement(List<Sighting> together) {
        List<String> texts = RuleText.statements(together.get(0).statement());
        Map<Long, Sighting> strongest = new LinkedHashMap<>();
        for (Sighting sighting : together) {
            strongest.merge(
                    sighting.relation().oid(),
                    sighting,
                    (one, other) -> other.strongest().compareTo(one.strongest()) > 0 ? other : one);
        }
        Map<Sighting, List<Accusation>> accused = accuse(List.copyOf(strongest.values()), texts);
        List<LockNote> notes = new ArrayList<>();
        for (Sighting sighting : together) {
            notes.addAll(notes(sighting, accused.getOrDefault(sighting, List.of())));
        }
        return notes;
    }

    private Map<Sighting, List<Accusation>> accuse(List<Sighting> together, List<String> texts) {
        Map<Sighting, List<Accusation>> accused = new LinkedHashMap<>();
        Set<Long> tables = new HashSet<>();
        for (Sighting sighting : together) {
            List<Accusation> accusations = new ArrayList<>();
            if (!sighting.relation().isIndex()) {
                RuleAccusation.own(sighting, texts)
                        .or(() -> RuleAccusation.besides(sighting, together, texts))
                        .ifPresent(accusations::add);
                RuleAccusation.escalation(sighting).ifPresent(accusations::add);
                several(sighting).ifPresent(accusations::add);
            }
            if (!accusations.isEmpty()) {
                accused.put(sighting, accusations);
                tables.add(sighting.relation().oid());
            }
        }
        for (Sighting sighting : together) {
            // What is wrong with an index's lock is said of its table, where that is locked too.
            if (sighting.relation().isIndex()
                    && !tables.contains(sighting.relation().table())) {
                RuleAccusation.own(sighting, texts).ifPresent(accusation -> accused.put(sighting, List.of(accusation)));
            }
        }
        together.forEach(this::remember);
        return accused;
    }

    private Optional<Accusation> several(Sighting sighting) {
        Set<String> others = new LinkedHashSet<>(bigBlocked.getOrDefault(sighting.transaction(), Set.of()));
        if (!blocksBig(sighting) || others.contains(sighting.relation().name()) || others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Accusation(
                "Other big tables are already blocked by this transaction: " + String.join(", ", others),
                "a migration for each of them, so that each is blocked for a short time"));
    }

    private void remember(Sighting sighting) {
        if (blocksBig(sighting)) {
            bigBlocked
                    .computeIfAbsent(sighting.transaction(), transaction -> new LinkedHashSet<>())
                    .add(sighting.relation().name());
        }
    }

    private boolean blocksBig(Sighting sighting) {
        return sighting.transaction() > 0
                && sighting.relation().holdsRows()
                && sighting.blocks()
                && isBig(sighting.relation());
    }

    private boolean isBig(Relation relation) {
        RelationSize size = sizes.get(relation.name());
        return size != null && size.bytes() > bigTable;
    }

    private List<LockNote> notes(Sighting sighting, List<Accusation> accusations) {
        List<LockNote> notes = new ArrayList<>();
        LockMode carrier = sighting.strongestTaken().orElse(sighting.strongest());
        Set<LockMode> modes = sighting.taken().isEmpty() ? Set.of(carrier) : sighting.taken();
        for (LockMode mode : modes) {
            notes.add(note(sighting, mode, mode == carrier ? accusations : List.of()));
        }
        return notes;
    }

    private LockNote note(Sighting sighting, LockMode mode, List<Accusation> accusations) {
        Relation relation = sighting.relation();
        Optional<RelationSize> onTarget = Optional.ofNullable(sizes.get(relation.name()));
        // What blocks may be the lock of an earlier statement.
        String advice =
                accusations.isEmpty() ? "" : RuleAdvice.words(relation, sighting.strongest(), onTarget, accusations);
        Severity accused = isBig(relation) ? Severity.ERROR : Severity.WARNING;
        // TRUNCATE has new, empty files and indexes, and reads and writes no rows.
        boolean truncates = RuleKind.TRUNCATE.matches(RuleText.statements(sighting.statement()));
        return new LockNote(
                StatementSecrets.blanked(sighting.statement()),
                mode,
                relation.name(),
                sighting.atMs(),
                Math.max(0, sighting.untilMs() - sighting.atMs()),
                sighting.change().rewrite() && !truncates,
                sighting.change().scan() && !truncates,
                sighting.source(),
                onTarget,
                accusations.isEmpty() ? Severity.INFO : accused,
                advice);
    }
}
