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
import java.util.Set;
import java.util.function.Supplier;

/** One run of one goal: from parameters to a result. Whatever goes wrong is in the result, not thrown. */
final class GoalRun {

    private final MavenContext maven;
    private final PluginProperties plugin;
    private final RunLog log;
    private final Instant started = now();
    private volatile DatabaseInfo database = DatabaseInfo.UNKNOWN;
    private volatile Optional<CheckRun> checking = Optional.empty();

    GoalRun(MavenContext maven, PluginProperties plugin, RunLog log) {
        this.maven = maven;
        this.plugin = plugin;
        this.log = log;
    }

    /** Does nothing. */
    GoalResult skipped() {
        return GoalResult.skipped(stamp(), "Skipped: nexus.skip is set.");
    }

    /** Runs a goal; its parameters are read in here, so that what is wrong with them is in the result. */
    GoalResult run(Supplier<Goal> goal, Supplier<RunRequest> request) {
        return guarded(() -> discovered(goal, request));
    }

    /** Runs a goal that has to do with a server and not with migrations. */
    GoalResult runServer(Supplier<ServerGoal> goal) {
        return guarded(() -> {
            refuseBadSettings();
            database = goal.get().run(maven, plugin, log);
            return ended(new Outcome(Optional.empty(), List.of(), Optional.empty()));
        });
    }

    private GoalResult guarded(GoalBody run) {
        try {
            return run.result();
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
        GoalResult.RunStamp run = stamp();
        return GoalResult.interrupted(
                run,
                log.progress().stopped(run.goal()),
                checking.map(CheckRun::database).orElse(database),
                checked().map(CheckedProof::cutShort),
                log.warnings());
    }

    private void refuseBadSettings() {
        UnknownNames.of(maven).refuse(maven, log::warns);
        maven.switches()
                .forEach((name, text) -> ParameterText.of("nexus." + name, text).onOrOff());
    }

    private GoalResult discovered(Supplier<Goal> goals, Supplier<RunRequest> requests) throws IOException {
        refuseBadSettings();
        Goal goal = goals.get();
        RunRequest request = requests.get();
        try (MigrationSet set = Discovery.discover(request.classPath(maven), request.files())) {
            set.remarks().forEach(log::warns);
            return ended(goal.run(this, request, set));
        } catch (NexusException nothing) {
            if (isEmptyParent(nothing.failure(), request)) {
                maven.refuseToStandForOthers();
                return GoalResult.skipped(stamp(), "Skipped: a module of packaging pom without migrations.");
            }
            throw nothing;
        }
    }

    /** Rehearses. */
    Outcome rehearse(Goal.RollbackCheck check, RunRequest request, MigrationSet set) {
        MigrationSet.check(set.migrations());
        CheckRun run = new CheckRun(maven, check, request, log, plugin);
        checking = Optional.of(run);
        Optional<NexusException> failure = run.run(set);
        database = run.database();
        return new Outcome(Optional.empty(), List.of(), failure);
    }

    private Optional<CheckedProof> checked() {
        return checking.flatMap(CheckRun::result).map(result -> result.map(log::scrubbed));
    }

    private boolean isEmptyParent(Failure failure, RunRequest request) {
        return failure.code() == FailureCode.NOTHING_FOUND
                && maven.hasPom()
                && request.packages().isEmpty()
                && request.files().locations().isEmpty()
                && maven.project().getPackaging().equals("pom");
    }

    /** Connects to the configured database, and has the goal work on it. */
    Outcome onDatabase(Goal.OnDatabase goal, RunRequest request, MigrationSet set) {
        DatabaseSource source = new Databases(maven, log::warns).choose(request);
        OpenDatabase open = OpenDatabase.of(source, maven, plugin);
        try {
            ConnectionSettings settings = open.settings();
            log.hideSecretsOf(settings);
            database = DatabaseInfo.chosen(settings.describe(), source.source());
            log.opens(settings.describe(), source.source());
            open.passwordFile().ifPresent(file -> log.tell("Its password is in " + file));
            goal.begins(source, maven, log);
            Connector.await(settings, goal.connectWait(), log::waiting);
            Migrator migrator = new Migrator(settings, request.settings(), log);
            return set.within(() -> goal.run(
                    migrator,
                    set,
                    () -> TargetReader.read(settings, request.settings().schema())));
        } finally {
            open.release(log);
        }
    }

    /** Warns of variables of the command line that had no effect. */
    void warnOfUnaskedVariables(MigrationSet set) {
        Set<String> given = maven.commandLine().variableNames();
        if (!given.isEmpty()) {
            log.asksInFiles(set.placeholders());
            log.warnOfUnasked(given);
        }
    }

    private GoalResult failed(NexusException stopped) {
        return ended(new Outcome(Optional.empty(), List.of(), Optional.of(stopped)));
    }

    private GoalResult ended(Outcome outcome) {
        outcome.failure().ifPresent(thrown -> log.trace(thrown, maven.showsErrors()));
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

    private GoalResult.RunStamp stamp() {
        return new GoalResult.RunStamp(maven.execution().getGoal(), plugin.version(), started, now(), maven.help());
    }

    private interface GoalBody {
        GoalResult result() throws IOException;
    }
}
