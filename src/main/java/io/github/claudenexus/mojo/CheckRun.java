package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.Rehearsal;
import io.github.claudenexus.rehearsal.RehearsalRequest;
import io.github.claudenexus.rehearsal.RowSource;
import io.github.claudenexus.rehearsal.Scratch;
import io.github.claudenexus.rehearsal.TargetReader;
import io.github.claudenexus.rehearsal.TargetState;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import io.github.claudenexus.server.PostgresServer;
import io.github.claudenexus.session.RunSettings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/** One run of rollback-check: from what is configured to a proof. Whatever stops it, what was shown is kept. */
final class CheckRun {

    /** What a server in memory may fail with, and one on the disk not. */
    private static final Set<FailureCode> OF_THE_SERVER =
            EnumSet.of(FailureCode.UNFIT_SCRATCH, FailureCode.CONNECTION_LOST, FailureCode.UNREACHABLE);

    private final MavenContext maven;
    private final Goal.RollbackCheck check;
    private final RunRequest request;
    private final RunLog log;
    private final PluginProperties plugin;
    private final Databases databases;
    private volatile DatabaseInfo database = DatabaseInfo.UNKNOWN;
    private volatile Optional<Rehearsal> rehearsed = Optional.empty();
    private volatile Optional<Proof> nothing = Optional.empty();
    private volatile boolean complete;
    private volatile Gate gate;
    private volatile String server = "";

    CheckRun(MavenContext maven, Goal.RollbackCheck check, RunRequest request, RunLog log, PluginProperties plugin) {
        this.maven = maven;
        this.check = check;
        this.gate = check.gate();
        this.request = request;
        this.log = log;
        this.plugin = plugin;
        this.databases = new Databases(maven, log::warns);
    }

    /** Rehearses; what stopped it, if anything did. */
    Optional<NexusException> run(MigrationSet set) {
        try {
            Seeds seeds = Seeds.discover(request.seedPath(maven), set);
            Optional<DatabaseSource> scratch = databases.scratch(check.scratchUrl());
            TargetState state = databases.chooseIfSet(request).map(this::read).orElse(TargetState.NONE);
            gate = gate.since(state);
            RehearsalRequest rehearsal = new RehearsalRequest(
                    state, seeds.byVersion(), withDefaults(seeds), check.bigTable(), check.judge(), check.rows());
            if (state.history().isEmpty()) {
                state.unrecorded().ifPresent(this::warnOfUnrecorded);
            }
            state.history()
                    .plan(set.migrations())
                    .contradiction()
                    .ifPresent(failure ->
                            log.warns("The target's history does not fit these files, and nexus:migrate would"
                                    + " apply nothing there: " + failure.message() + " " + failure.hint()));
            refuseAnotherVersion(check.major(), state.major(), "the target");
            if (rehearsal.judged(set).isEmpty()) {
                log.warns("Nothing was rehearsed, so this run proves nothing. nexus.judge=all judges every migration.");
                nothing = Optional.of(Proof.ofNothing(rehearsal, set));
            } else {
                rehearse(set, rehearsal, scratch);
            }
            // Without rows no down can lose any.
            complete = check.rows() == RowSource.GENERATED
                    || (check.rows() == RowSource.SEEDS && !seeds.byVersion().isEmpty());
            return Optional.empty();
        } catch (NexusException stopped) {
            return Optional.of(stopped);
        }
    }

    /** The target, as far as it was come to. */
    DatabaseInfo database() {
        return database;
    }

    /** What was shown, also by a rehearsal that was cut short or goes on; empty before the first migration. */
    Optional<CheckedProof> result() {
        boolean all = complete;
        return rehearsed
                .map(rehearsal -> rehearsal.soFar(server))
                .filter(proof -> !proof.judged().isEmpty() || !proof.unjudged().isEmpty())
                .or(() -> nothing)
                .map(proof -> new CheckedProof(proof, gate, all));
    }

    private void warnOfUnrecorded(String tables) {
        log.warns("The target has " + tables + ". The rehearsal starts from an empty database and proves nothing about"
                + " them: its evidence does not let nexus:migrate run there.");
    }

    private static void refuseAnotherVersion(OptionalInt asked, OptionalInt there, String whose) {
        if (asked.isPresent() && there.isPresent() && asked.getAsInt() != there.getAsInt()) {
            throw Failure.of(
                            FailureCode.BAD_PARAMETER,
                            "nexus.postgresVersion is " + asked.getAsInt() + ", and " + whose + " is PostgreSQL "
                                    + there.getAsInt() + ".",
                            "Leave nexus.postgresVersion out: the rehearsal then runs on that version.")
                    .exception();
        }
    }

    private RunSettings withDefaults(Seeds seeds) {
        Map<String, String> variables = new HashMap<>(seeds.variables());
        variables.putAll(request.settings().variables());
        return request.settings().with(variables);
    }

    private TargetState read(DatabaseSource source) {
        OpenDatabase open = OpenDatabase.of(source, maven, plugin);
        try {
            log.hideSecretsOf(open.settings());
            database = DatabaseInfo.chosen(open.settings().describe(), source.source());
            log.opens(open.settings().describe(), source.source());
            if (source.source().equals(DatabaseSource.VARIABLES)) {
                log.warns("The target is taken from the PG* variables of the environment. Unset PGHOST, PGSERVICE and"
                        + " PGDATABASE to rehearse without a target, or name one in DATABASE_URL.");
            }
            TargetState state =
                    TargetReader.read(open.settings(), request.settings().schema());
            database = database.of(state.version());
            return state;
        } finally {
            open.release(log);
        }
    }

    private void rehearse(MigrationSet set, RehearsalRequest rehearsal, Optional<DatabaseSource> given) {
        if (given.isPresent()) {
            rehearse(set, rehearsal, OpenDatabase.of(given.get(), maven, plugin), false);
            return;
        }
        OpenDatabase open = throwAway(PostgresServer::thrownAway, rehearsal);
        try {
            rehearse(set, rehearsal, open, true);
        } catch (NexusException failure) {
            if (!open.isInMemory()
                    || Interruption.isEnding()
                    || !OF_THE_SERVER.contains(failure.failure().code())) {
                throw failure;
            }
            log.warns(failure.failure().message()
                    + " Its data was in memory. The rehearsal begins again, with the data on the disk.");
            rehearse(set, rehearsal, throwAway(PostgresServer::thrownAwayOnDisk, rehearsal), true);
        }
    }

    private OpenDatabase throwAway(BiFunction<Path, Path, PostgresServer> start, RehearsalRequest rehearsal) {
        OptionalInt major =
                check.major().isPresent() ? check.major() : rehearsal.target().major();
        return OpenDatabase.throwAway(start, major, maven, plugin, log);
    }

    private void rehearse(MigrationSet set, RehearsalRequest rehearsal, OpenDatabase open, boolean own) {
        try {
            log.hideSecretsOf(open.settings());
            Scratch scratch = own
                    ? Scratch.thrownAway(open.settings(), rehearsal.target())
                    : Scratch.kept(open.settings(), rehearsal.target());
            try {
                if (!own) {
                    refuseAnotherVersion(check.major(), scratch.major(), "the server of nexus.scratchUrl");
                }
                server = own ? "the plugin's own PostgreSQL" : scratch.describe();
                log.rehearses(scratch.version(), server);
                if (rehearsal.judgesAllThatTheTargetHas(set)) {
                    log.tell("Nothing is pending on the target, so all migrations are judged.");
                }
                Rehearsal running = new Rehearsal(scratch, rehearsal, log);
                rehearsed = Optional.of(running);
                set.within(() -> running.run(set, server, judgement -> log.judged(judgement, gate)));
            } finally {
                if (own) {
                    scratch.leave();
                } else {
                    close(scratch);
                }
            }
        } finally {
            open.release(log);
        }
    }

    // The verdicts count, whatever becomes of the databases.
    private void close(Scratch scratch) {
        try {
            scratch.close();
        } catch (NexusException refused) {
            log.warns(refused.failure().message() + " The next rehearsal drops the databases that are left.");
        }
    }
}
