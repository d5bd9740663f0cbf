package io.github.claudenexus.history;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.RollbackRequest.DownTo;
import io.github.claudenexus.history.RollbackRequest.Last;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a rollback undoes, and in which order: a pure function of class path, history and request.
 *
 * @param steps the migrations to undo, the one that was applied last first
 * @param last the migration that is the last one applied when all of them are undone; empty when none is left
 * @param repeatable the repeatable migrations that the next migrate runs again: what they made may go with a down
 */
public record RollbackPlan(List<MigrationEntry> steps, Optional<MigrationId> last, List<MigrationId> repeatable) {

    /** Copies the lists. */
    public RollbackPlan {
        steps = List.copyOf(steps);
        repeatable = List.copyOf(repeatable);
    }

    /**
     * The plan.
     *
     * @throws io.github.claudenexus.failure.NexusException when the request names what is not applied, or one of the
     *     migrations may not be undone: then none is
     */
    public static RollbackPlan of(Plan plan, RollbackRequest request) {
        plan.in(MigrationState.TO_TAKE_OVER).stream()
                .flatMap(entry -> entry.elsewhere().stream())
                .findFirst()
                .ifPresent(RollbackPlan::refuse);
        List<MigrationEntry> applied = plan.entries().stream()
                .filter(entry -> entry.row().isPresent() && !entry.id().isRepeatable())
                .sorted(Comparator.comparing(RollbackPlan::order).reversed())
                .toList();
        List<MigrationEntry> steps = steps(plan, applied, request.extent());
        List<MigrationEntry> staying =
                applied.stream().filter(entry -> !steps.contains(entry)).toList();
        between(steps, staying)
                .or(() -> halfUndone(staying))
                .or(() -> Undo.refusal(steps, request))
                .ifPresent(failure -> {
                    throw failure.exception();
                });
        return new RollbackPlan(
                steps,
                staying.stream().findFirst().map(MigrationEntry::id),
                steps.isEmpty() ? List.of() : repeatable(plan));
    }

    private static List<MigrationId> repeatable(Plan plan) {
        return plan.entries().stream()
                .filter(entry -> entry.row().isPresent() && entry.migration().isPresent())
                .map(MigrationEntry::id)
                .filter(MigrationId::isRepeatable)
                .toList();
    }

    private static void refuse(Elsewhere other) {
        throw Failure.of(
                        FailureCode.TAKE_OVER,
                        "This database has a history of " + other.tool() + ", " + other.table()
                                + ", and none of nexus: there is nothing that it could undo.",
                        "Take that history over, with nexus:migrate -Dnexus.takeOver=true; then its migrations can be"
                                + " undone, where they have a down.")
                .exception();
    }

    private static int order(MigrationEntry entry) {
        return entry.order().orElseThrow();
    }

    private static List<MigrationEntry> steps(Plan plan, List<MigrationEntry> applied, RollbackRequest.Extent extent) {
        if (extent instanceof DownTo to) {
            requireApplied(plan, applied, to.target());
            return applied.stream()
                    .filter(entry -> entry.id().version().compareTo(to.target()) > 0)
                    .toList();
        }
        if (extent instanceof Last last) {
            if (last.count() > applied.size()) {
                throw tooMany(last.count(), applied.size());
            }
            return applied.subList(0, last.count());
        }
        return applied;
    }

    private static void requireApplied(Plan plan, List<MigrationEntry> applied, Version target) {
        plan.require(target, "nexus.target");
        if (applied.stream().noneMatch(entry -> entry.id().version().equals(target))) {
            MigrationEntry named = plan.entries().stream()
                    .filter(entry -> entry.id().version().equals(target))
                    .findFirst()
                    .orElseThrow();
            throw Failure.of(
                            FailureCode.UNKNOWN_MIGRATION,
                            "nexus.target names " + named.id() + ", which is not applied to this database: "
                                    + (applied.isEmpty()
                                            ? "none is"
                                            : applied.get(0).id() + " was applied last")
                                    + ".",
                            "Name a migration that is applied and is to stay; nexus:status shows them.")
                    .exception();
        }
    }

    private static RuntimeException tooMany(int count, int applied) {
        String there = applied == 0
                ? "no migration is"
                : applied == 1 ? "only 1 migration is" : "only " + applied + " migrations are";
        return Failure.of(
                        FailureCode.UNKNOWN_MIGRATION,
                        "nexus.count is " + count + ", and " + there + " applied to this database.",
                        "Run nexus:status to see them. -Dnexus.target=none undoes all.")
                .exception();
    }

    /** What was applied out of order, later than something that is to be undone, would stay on top of nothing. */
    private static Optional<Failure> between(List<MigrationEntry> steps, List<MigrationEntry> staying) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        MigrationEntry first = steps.get(steps.size() - 1);
        return staying.stream()
                .filter(entry -> order(entry) > order(first))
                .findFirst()
                .map(later -> Failure.of(
                        FailureCode.CANNOT_UNDO,
                        first.id() + " cannot be undone while " + later.id() + " stays, which was applied after it.",
                        "Undo that one too: name an older one in nexus.target, or give nexus.count."));
    }

    private static Optional<Failure> halfUndone(List<MigrationEntry> staying) {
        return staying.stream()
                .filter(entry -> entry.state() == MigrationState.HALF_UNDONE)
                .findFirst()
                .map(entry -> Failure.of(
                        FailureCode.HALF_UNDONE,
                        entry.id() + " is half undone and would stay so.",
                        "Undo it as well: name an older one in nexus.target, or give nexus.count."));
    }
}
