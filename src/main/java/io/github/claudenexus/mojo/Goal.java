package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judge;
import io.github.claudenexus.rehearsal.TargetState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a goal does, once everything it needs is there. */
sealed interface Goal {

    /** A goal that works on the configured database. */
    sealed interface OnDatabase extends Goal {

        /**
         * Does it.
         *
         * @param target reads the database as a rehearsal does
         */
        Outcome run(Migrator migrator, MigrationSet set, Supplier<TargetState> target);
    }

    /**
     * Proves migrations on a throw-away server.
     *
     * @param gate what keeps a release from passing
     * @param scratchUrl {@code <scratchUrl>} in the POM
     * @param bigTable from how many bytes on a relation of the target is big
     * @param judge which migrations are judged, where that is set
     * @param major the rehearsal's version of PostgreSQL, where that is set
     */
    record RollbackCheck(
            Gate gate, @Nullable String scratchUrl, long bigTable, Optional<Judge> judge, OptionalInt major)
            implements Goal {}

    /**
     * Applies what is pending.
     *
     * @param request what of it
     * @param evidence what must cover it, where that is demanded
     */
    record Migrate(PlanRequest request, Optional<Evidence> evidence) implements OnDatabase {

        @Override
        public Outcome run(Migrator migrator, MigrationSet set, Supplier<TargetState> target) {
            if (evidence.isEmpty()) {
                return migrator.migrate(set, request);
            }
            Outcome before = migrator.status(set);
            Optional<NexusException> objection = before.failure().or(() -> objection(before, set, evidence.get())
                    .or(() -> Evidence.objection(target.get()))
                    .map(Failure::exception));
            return objection.isPresent()
                    ? new Outcome(before.database(), before.migrations(), objection)
                    : migrator.migrate(set, request);
        }

        private Optional<Failure> objection(Outcome before, MigrationSet set, Evidence evidence) {
            Set<String> open = before.migrations().stream()
                    .filter(one -> request.asksFor(one.entry().id().number()))
                    .filter(one -> request.again()
                            || one.state() == MigrationState.PENDING
                            || one.state() == MigrationState.INTERRUPTED)
                    .map(one -> one.entry().id().toString())
                    .collect(Collectors.toSet());
            String version = before.database()
                    .flatMap(Outcome.DatabaseInfo::serverVersion)
                    .orElse("");
            return evidence.objection(set.migrations(), open, version);
        }
    }

    /**
     * Shows how things stand.
     *
     * @param gate whether anything that migrate would do or refuse is a failure
     */
    record Status(boolean gate) implements OnDatabase {

        @Override
        public Outcome run(Migrator migrator, MigrationSet set, Supplier<TargetState> target) {
            Outcome outcome = migrator.status(set);
            if (!gate || outcome.failure().isPresent()) {
                return outcome;
            }
            return new Outcome(
                    outcome.database(),
                    outcome.migrations(),
                    objection(outcome.migrations().stream()
                                    .map(MigrationResult::entry)
                                    .toList())
                            .map(Failure::exception));
        }

        /** Why a gate that allows nothing pending stays shut. */
        static Optional<Failure> objection(List<MigrationEntry> entries) {
            Plan plan = new Plan(entries);
            return plan.disagreement(false).or(() -> {
                List<MigrationEntry> open = plan.in(MigrationState.PENDING, MigrationState.INTERRUPTED);
                return open.isEmpty() ? Optional.empty() : Optional.of(pending(open));
            });
        }

        private static Failure pending(List<MigrationEntry> open) {
            String names = open.stream().map(entry -> entry.id().toString()).collect(Collectors.joining(", "));
            return Failure.of(
                    FailureCode.PENDING,
                    (open.size() == 1 ? "1 migration is" : open.size() + " migrations are") + " not applied: " + names
                            + ".",
                    "Run nexus:migrate on this database.");
        }
    }
}
