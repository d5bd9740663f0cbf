package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.TargetReader;
import io.github.claudenexus.report.GoalResult;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One run of one goal: from parameters to a result. Whatever goes wrong is in the result, not thrown. */
final class GoalRun {

    private final MavenContext surroundings;
    private final Inputs inputs;
    private final RunLog log;
    private final PluginProperties plugin = PluginProperties.load();
    private final Instant started = now();
    private volatile DatabaseInfo database = DatabaseInfo.UNKNOWN;
    private volatile Optional<CheckRun> checking = Optional.empty();

    GoalRun(MavenContext surroundings, Inputs inputs, RunLog log) {
        this.surroundings = surroundings;
        this.inputs = inputs;
        this.log = log;
    }

    /** Runs a goal; its own parameters are read once it is not skipped. */
    GoalResult run(Supplier<Goal> goal) {
        if (inputs.skip()) {
            return GoalResult.skipped(stamp(), "Skipped: nexus.skip is set.");
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
    GoalResult interrupted() {
        GoalResult.Run run = stamp();
        return GoalResult.interrupted(
                run,
                log.progress().stopped(run.goal()),
                checking.map(CheckRun::database).orElse(database),
                checked().map(CheckedProof::cutShort),
                log.warnings());
    }

    private GoalResult work(Supplier<Goal> goals) throws IOException {
        UnknownNames.of(surroundings).refuse(surroundings, log::warns);
        surroundings.switches().forEach((name, text) -> ParameterText.of("nexus." + name, text)
                .onOrOff());
        Goal goal = goals.get();
        RunRequest request = RunRequest.of(inputs, surroundings, plugin);
        try (MigrationSet set = Discovery.discover(request.classPath(surroundings))) {
            set.remarks().forEach(log::warns);
            return goal instanceof Goal.RollbackCheck check
                    ? rehearsed(check, request, set)
                    : ended(onDatabase((Goal.OnDatabase) goal, request, set));
        } catch (NexusException nothing) {
            if (isEmptyParent(nothing.failure(), request)) {
                surroundings.refuseToStandForOthers();
                return GoalResult.skipped(stamp(), "Skipped: a module of packaging pom without migrations.");
            }
            throw nothing;
        }
    }

    private GoalResult rehearsed(Goal.RollbackCheck check, RunRequest request, MigrationSet set) {
        CheckRun run = new CheckRun(surroundings, check, request, log, plugin);
        checking = Optional.of(run);
        Optional<NexusException> failure = run.run(set, inputs);
        database = run.database();
        return ended(new Outcome(Optional.empty(), List.of(), failure));
    }

    private Optional<CheckedProof> checked() {
        return checking.flatMap(CheckRun::result).map(result -> result.map(log::scrubbed));
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
            database = DatabaseInfo.chosen(settings.describe(), source.source());
            log.opens(settings.describe(), source.source());
            open.passwordFile().ifPresent(file -> log.tell("Its password is in " + file));
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

    private GoalResult failed(NexusException stopped) {
        return ended(new Outcome(Optional.empty(), List.of(), Optional.of(stopped)));
    }

    private GoalResult ended(Outcome outcome) {
        outcome.failure().ifPresent(thrown -> log.trace(thrown, surroundings.showsErrors()));
        return GoalResult.ended(
                stamp(),
                outcome.database().map(info -> info.from(database.source())).orElse(database),
                outcome.migrations(),
                checked(),
                outcome.failure().map(thrown -> thrown.failure().map(log::scrubbed)),
                log.warnings());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private GoalResult.Run stamp() {
        return new GoalResult.Run(
                surroundings.execution().getGoal(), plugin.version(), started, now(), surroundings.help());
    }
}
