package io.github.claudenexus.locks;

import io.github.claudenexus.locks.LockNote.Source;
import io.github.claudenexus.locks.LockReader.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Puts together what is known of a statement that was only seen from beside it. */
final class OutsideObservation {

    private static final Pattern READS_ALL =
            Pattern.compile("(CREATE (UNIQUE )?INDEX|REINDEX|CLUSTER|VACUUM (FULL\\b|\\([^)]*\\bFULL\\b)).*");
    private static final Pattern SHARE_UPDATE_EXCLUSIVE = Pattern.compile("VACUUM\\b.*|.*\\bCONCURRENTLY\\b.*");
    private static final Pattern SHARE = Pattern.compile("REINDEX\\b.*");

    private final List<String> statements;
    private final Map<Long, Relation> relations;
    private final Map<Long, RelationState> before;
    private final Map<Long, Known> after;

    OutsideObservation(
            String sql, Map<Long, Relation> relations, Map<Long, RelationState> before, Map<Long, Known> after) {
        this.statements = RuleText.statements(sql);
        this.relations = relations;
        this.before = before;
        this.after = after;
    }

    /**
     * Locks on one relation.
     *
     * @param atNanos when they were first seen; 0 when they were not
     */
    record Part(Relation relation, Set<LockMode> taken, Change change, Source source, long atNanos) {}

    List<Part> all(List<LockSampler.Seen> seen) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (LockSampler.Seen one : seen) {
            Relation relation = relations.get(one.oid());
            if (relation != null && before.containsKey(one.oid())) {
                Source source = one.waited() ? Source.MADE_TO_WAIT : Source.SEEN;
                Part part = new Part(
                        relation,
                        new TreeSet<>(Set.of(one.mode())),
                        change(relation, one.mode()),
                        source,
                        one.atNanos());
                parts.merge(one.oid() + " " + source, part, OutsideObservation::both);
            }
        }
        List<Part> all = new ArrayList<>(parts.values());
        all.addAll(changedUnseen(all));
        boolean seenAtWork = all.stream().anyMatch(part -> has(part, LockMode.SHARE_UPDATE_EXCLUSIVE));
        if (!seenAtWork) {
            all.addAll(named());
        }
        return all;
    }

    private static boolean has(Part part, LockMode atLeast) {
        return part.relation().holdsRows() && part.taken().stream().anyMatch(mode -> mode.compareTo(atLeast) >= 0);
    }

    private static Part both(Part one, Part other) {
        Set<LockMode> modes = new TreeSet<>(one.taken());
        modes.addAll(other.taken());
        Change change = other.change().scan() ? one.change().with(true, false) : one.change();
        return new Part(one.relation(), modes, change, one.source(), one.atNanos());
    }

    private Change change(Relation relation, LockMode mode) {
        Change change = Change.between(
                before.getOrDefault(relation.oid(), new RelationState(relation.name(), 0, Set.of())),
                Optional.ofNullable(after.get(relation.oid())).map(Known::shape));
        boolean reads =
                relation.holdsRows() && mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0 && matches(READS_ALL);
        return reads ? change.with(true, false) : change;
    }

    /** Nothing less allows such changes. */
    private List<Part> changedUnseen(List<Part> seen) {
        return relations.values().stream()
                .filter(relation -> relation.holdsRows() && before.containsKey(relation.oid()))
                .filter(relation -> seen.stream()
                        .noneMatch(part -> part.relation().equals(relation) && has(part, LockMode.ACCESS_EXCLUSIVE)))
                .map(relation -> manual(relation, LockMode.ACCESS_EXCLUSIVE))
                .filter(part -> part.change().rewrite() || part.change().takesAway())
                .toList();
    }

    /** By what the manual says of the statement, on the tables that its text names. */
    private List<Part> named() {
        Optional<LockMode> mode = matches(SHARE_UPDATE_EXCLUSIVE)
                ? Optional.of(LockMode.SHARE_UPDATE_EXCLUSIVE)
                : matches(SHARE) ? Optional.of(LockMode.SHARE) : Optional.empty();
        return relations.values().stream()
                .filter(relation -> statements.stream().anyMatch(text -> RuleText.names(text, relation)))
                .map(relation -> relation.isIndex() ? relations.getOrDefault(relation.table(), relation) : relation)
                .filter(Relation::holdsRows)
                .distinct()
                .flatMap(relation -> mode.map(known -> manual(relation, known)).stream())
                .toList();
    }

    private Part manual(Relation relation, LockMode mode) {
        return new Part(relation, Set.of(mode), change(relation, mode), Source.MANUAL, 0);
    }

    private boolean matches(Pattern pattern) {
        return statements.stream()
                .anyMatch(statement -> pattern.matcher(statement).matches());
    }
}
