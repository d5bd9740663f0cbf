package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judge;
import io.github.claudenexus.rehearsal.RowSource;
import io.github.claudenexus.rehearsal.TargetState;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a goal does, once its parameters are understood and the migrations found. */
sealed interface Goal {

    /** Does it, with what a run of any goal has. */
    Outcome run(GoalRun run, RunRequest request, MigrationSet set);

    /** A goal that works on the configured database. */
    sealed interface OnDatabase extends Goal {

        /** How long to wait for a server that does not answer yet. */
        Duration connectWait();

        /** Says what there is to say before it connects. */
        void begins(DatabaseSource source, MavenContext maven, RunLog log);

        /**
         * Does it on this database.
         *
         * @param target reads the database as a rehearsal does
         */
        Outcome run(Migrator migrator, MigrationSet set, Supplier<TargetState> target);

        @Override
        default Outcome run(GoalRun run, RunRequest request, MigrationSet set) {
            return run.onDatabase(this, request, set);
        }
    }

    /**
     * Proves migrations on a throw-away server.
     *
     * @param gate what keeps a release from passing
     * @param scratchUrl {@code <scratchUrl>} in the POM
     * @param bigTable from how many bytes on a relation of the target is big
     * @param judge which migrations are judged, where that is set
     * @param rows which rows there are
     * @param major the rehearsal's version of PostgreSQL, where that is set
     */
    record RollbackCheck(
            Gate gate,
            @Nullable String scratchUrl,
            long bigTable,
            Optional<Judge> judge,
            RowSource rows,
            OptionalInt major)
            implements Goal {

        @Override
        public Outcome run(GoalRun run, RunRequest request, MigrationSet set) {
            return run.rehearse(this, request, set);
        }
    }

    /**
     * Applies what is pending.
     *
     * @param request what of it
     * @param baseline the version up to which everything is recorded and nothing applied, where that is wanted
     * @param evidence what must cover it, where that is demanded
     * @param connectWait how long to wait for a server that does not answer yet
     */
    record Migrate(PlanRequest request, Optional<Version> baseline, Optional<Evidence> evidence, Duration connectWait)
            implements OnDatabase {

        /** Refuses what a baseline would leave undone without a word. */
        public Migrate {
            if (baseline.isPresent() && request.asksForMore()) {
                throw Failure.of(
                                FailureCode.BAD_PARAMETER,
                                "nexus.baseline: it records what is there and applies nothing, so it goes with none of"
                                        + " nexus.target, nexus.only and nexus.takeOver=true.",
                                "Give it without them; then run nexus:migrate for what is pending.")
                        .exception();
            }
        }

        @Override
        public void begins(DatabaseSource source, MavenContext maven, RunLog log) {
            if (source instanceof DatabaseSource.Embedded && !maven.isCalled()) {
                log.warns("The plugin's own PostgreSQL ends with this goal: what runs later in this build, integration"
                        + " tests above all, does not see it. Start one that stays, with nexus:start, or name one"
                        + " in DATABASE_URL.");
            }
        }

        @Override
        public Outcome run(Migrator migrator, MigrationSet set, Supplier<TargetState> target) {
            if (baseline.isPresent()) {
                return migrator.baseline(set, baseline.get(), request.others());
            }
            // Taking over runs nothing that evidence could cover.
            if (evidence.isEmpty() || request.others() == PlanRequest.Others.TAKE_OVER) {
                return migrator.migrate(set, request);
            }
            Outcome before = migrator.status(set);
            if (request.others() == PlanRequest.Others.STOP
                    && !before.plan().in(MigrationState.TO_TAKE_OVER).isEmpty()) {
                return migrator.migrate(set, request);
            }
            Optional<NexusException> objection = before.failure().or(() -> evidence.get()
                    .objection(before, request, set)
                    .or(() -> Evidence.objection(target.get()))
                    .map(Failure::exception));
            return objection.isPresent() ? before.stoppedBy(objection) : migrator.migrate(set, request);
        }

        @Override
        public Outcome run(GoalRun run, RunRequest all, MigrationSet set) {
            Outcome outcome = OnDatabase.super.run(run, all, set);
            if (outcome.failure().isEmpty()) {
                run.warnOfUnaskedVariables(set);
            }
            return outcome;
        }
    }

    /**
     * Undoes what was applied.
     *
     * @param request what of it
     * @param dryRun whether it is only said what that is
     * @param evidence what must cover it, where that is demanded
     * @param connectWait how long to wait for a server that does not answer yet
     */
    record Rollback(RollbackRequest request, boolean dryRun, Optional<Evidence> evidence, Duration connectWait)
            implements OnDatabase {

        @Override
        public void begins(DatabaseSource source, MavenContext maven, RunLog log) {}

        @Override
        public Outcome run(Migrator migrator, MigrationSet set, Supplier<TargetState> target) {
            if (evidence.isEmpty()) {
                return rollback(migrator, set, request);
            }
            Outcome before = migrator.status(set);
            Optional<NexusException> objection = before.failure()
                    .or(() -> evidence.get().objectionToServer(before).map(Failure::exception));
            return objection.isPresent()
                    ? before.stoppedBy(objection)
                    : rollback(migrator, set, request.provedBy(evidence.get().downs(set.migrations())));
        }

        private Outcome rollback(Migrator migrator, MigrationSet set, RollbackRequest what) {
            return dryRun ? migrator.planRollback(set, what) : migrator.rollback(set, what);
        }
    }

    /**
     * Shows what is applied and what is not.
     *
     * @param gate whether anything that migrate would do or refuse is a failure
     * @param connectWait how long to wait for a server that does not answer yet
     */
    record Status(boolean gate, Duration connectWait) implements OnDatabase {

        @Override
        public void begins(DatabaseSource source, MavenContext maven, RunLog log) {
            log.tell(SettingSources.line(maven.origins()));
        }

        @Override
        public Outcome run(Migrator migrator, MigrationSet set, Supplier<TargetState> target) {
            Outcome outcome = migrator.status(set);
            return gate && outcome.failure().isEmpty()
                    ? outcome.stoppedBy(outcome.plan().unfinished().map(Failure::exception))
                    : outcome;
        }
    }
}
