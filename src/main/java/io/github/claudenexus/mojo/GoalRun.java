package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.TargetReader;
import io.github.claudenexus.report.RunReport;
import io.github.claudenexus.report.RunReport.Database;
import io.github.claudenexus.report.RunReport.Result;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One run of one goal: from parameters to a report. Whatever goes wrong is in the report, not thrown. */
final class GoalRun {

    private final MavenContext surroundings;
    private final Inputs inputs;
    private final RunLog log;
    private final PluginProperties plugin = PluginProperties.load();
    private final Instant started = now();
    private volatile Database database = Database.UNKNOWN;
    private volatile Optional<CheckRun> checking = Optional.empty();

    GoalRun(MavenContext surroundings, Inputs inputs, RunLog log) {
        this.surroundings = surroundings;
        this.inputs = inputs;
        this.log = log;
    }

    /** Runs a goal; its own parameters are read once it is not skipped. */
    Finished run(Supplier<Goal> goal) {
        if (inputs.skip()) {
            return Finished.of(RunReport.skipped(stamp(), "Skipped: nexus.skip is set."));
        }
        try {
            return work(goal);
        } catch (NexusException stopped) {
            return failed(stopped);
        } catch (IOException broken) {
            return failed(Failure.of(FailureCode.FILE, "The class path cannot be closed: " + broken.getMessage(), "")
                    .exception(broken));
        } catch (RuntimeException defect) {
            return failed(Failure.of(
                            FailureCode.INTERNAL,
                            "The plugin has a defect: " + defect,
                            "Run Maven with -e and report what it prints.")
                    .exception(defect));
        }
    }

    /** What there is to report of it where its process is to end now; of a rehearsal, what was judged so far. */
    Finished interrupted() {
        RunReport.Run run = stamp();
        Database reached = checking.map(CheckRun::database).orElse(database);
        return new Finished(
                RunReport.interrupted(run, reached, log.standing().stopped(run.goal()), log.warnings()), proof());
    }

    private Finished work(Supplier<Goal> goals) throws IOException {
        UnknownNames.of(surroundings).refuse(surroundings, log::warns);
        surroundings.switches().forEach((name, text) -> ParameterText.of("nexus." + name, text)
                .onOrOff());
        Goal goal = goals.get();
        RunRequest request = RunRequest.of(inputs, surroundings, plugin);
        try (MigrationSet set = Discovery.discover(request.classPath(surroundings.project(), request.scope()))) {
            set.remarks().forEach(log::warns);
            return goal instanceof Goal.RollbackCheck check
                    ? rehearsed(check, request, set)
                    : report(onDatabase((Goal.OnDatabase) goal, request, set));
        } catch (NexusException nothing) {
            if (isEmptyParent(nothing.failure(), request)) {
                surroundings.refuseToStandForOthers();
                return Finished.of(
                        RunReport.skipped(stamp(), "Skipped: a module of packaging pom without migrations."));
            }
            throw nothing;
        }
    }

    private Finished rehearsed(Goal.RollbackCheck check, RunRequest request, MigrationSet set) {
        CheckRun run = new CheckRun(surroundings, request, log, plugin);
        checking = Optional.of(run);
        Optional<NexusException> failure = run.run(check, set, inputs);
        database = run.database();
        RunReport report =
                report(new Outcome(Optional.empty(), List.of(), failure)).report();
        return new Finished(report, proof());
    }

    private Optional<Proof> proof() {
        return checking.flatMap(CheckRun::proof).map(proof -> proof.map(log::scrubbed));
    }

    private boolean isEmptyParent(Failure failure, RunRequest request) {
        return failure.code() == FailureCode.NOTHING_FOUND
                && surroundings.hasPom()
                && request.packages().isEmpty()
                && surroundings.project().getPackaging().equals("pom");
    }

    private Outcome onDatabase(Goal.OnDatabase goal, RunRequest request, MigrationSet set) {
        Databases databases = new Databases(surroundings, log::warns);
        DatabaseSource source = databases.choose(inputs.databaseUrl(), inputs.server());
        OpenDatabase open = OpenDatabase.of(source, surroundings, plugin);
        try {
            ConnectionSettings settings = open.settings();
            log.hideSecretsOf(settings);
            PomPassword.warning("databaseUrl", source, databases.written(inputs.databaseUrl()))
                    .ifPresent(log::warns);
            database = new Database(
                    Optional.of(settings.describe()), Optional.of(source.source()), Optional.empty(), Optional.empty());
            log.opens(settings.describe(), source.source());
            if (source instanceof DatabaseSource.Embedded && goal instanceof Goal.Migrate && !surroundings.isCalled()) {
                log.warns("The plugin's own PostgreSQL ends with this goal: what runs later in this build, integration"
                        + " tests above all, does not see it. Name a database that stays, in DATABASE_URL or"
                        + " nexus.databaseUrl.");
            }
            if (goal instanceof Goal.Status) {
                log.tell(SettingSources.line(surroundings.origins()));
            }
            Connector.await(settings, request.connectWait(), log::waiting);
            Migrator migrator = new Migrator(settings, request.settings(), log);
            Outcome outcome = ClassLoading.within(
                    set.loader(),
                    () -> goal.run(
                            migrator,
                            set,
                            () -> TargetReader.read(settings, request.settings().schema())));
            if (goal instanceof Goal.Migrate && outcome.failure().isEmpty()) {
                log.warnOfUnasked(surroundings.commandLine().variableNames());
            }
            return outcome;
        } finally {
            open.release(log);
        }
    }

    private Finished failed(NexusException stopped) {
        return report(new Outcome(Optional.empty(), List.of(), Optional.of(stopped)));
    }

    private Finished report(Outcome outcome) {
        outcome.failure().ifPresent(thrown -> log.trace(thrown, surroundings.showsErrors()));
        Database reached = outcome.database()
                .map(info -> new Database(
                        Optional.of(info.address()),
                        database.source(),
                        Optional.of(info.serverVersion()),
                        info.historyTable(),
                        info.invalidIndexes()))
                .orElse(database);
        return Finished.of(new RunReport(
                stamp(),
                outcome.failure().isPresent() ? new Result.Failed() : new Result.Ok(),
                reached,
                outcome.migrations(),
                outcome.failure().map(thrown -> thrown.failure().map(log::scrubbed)),
                log.warnings()));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private RunReport.Run stamp() {
        return new RunReport.Run(
                surroundings.execution().getGoal(), plugin.version(), started, now(), surroundings.help());
    }
}
