package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.jdbc.Scrubber;
import io.github.claudenexus.jdbc.Secret;
import io.github.claudenexus.rollback.Proof;
import io.github.claudenexus.rollback.Rehearsal;
import io.github.claudenexus.rollback.RehearsalRequest;
import io.github.claudenexus.rollback.Scratch;
import io.github.claudenexus.rollback.TargetReader;
import io.github.claudenexus.rollback.TargetState;
import io.github.claudenexus.runner.RunSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of rollback-check: from what is configured to a proof. */
final class CheckRun {

    private final Surroundings surroundings;
    private final RunRequest request;
    private final RunLog log;
    private final PluginProperties plugin;
    private final Databases databases;
    private final List<Secret> secrets = new ArrayList<>();

    CheckRun(Surroundings surroundings, RunRequest request, RunLog log, PluginProperties plugin) {
        this.surroundings = surroundings;
        this.request = request;
        this.log = log;
        this.plugin = plugin;
        this.databases = new Databases(surroundings, log::warns);
    }

    /** The configured target, as far as it is needed; nothing is started or connected. */
    Optional<DatabaseSource> target(Inputs inputs) {
        Optional<DatabaseSource> target = databases.chooseIfSet(inputs.databaseUrl(), inputs.server());
        target.flatMap(source -> PomPassword.warning("databaseUrl", source, databases.written(inputs.databaseUrl())))
                .ifPresent(log::warns);
        return target;
    }

    Proof run(Goal.RollbackCheck check, MigrationSet set, Optional<DatabaseSource> target) {
        Seeds seeds = Seeds.discover(ProjectClassPath.of(surroundings.project(), Scope.TEST, request.packages()), set);
        Optional<DatabaseSource> scratch = databases.scratch(check.scratchUrl());
        scratch.flatMap(source -> PomPassword.warning("scratchUrl", source, Optional.ofNullable(check.scratchUrl())))
                .ifPresent(log::warns);
        TargetState state = target.map(this::read).orElse(TargetState.NONE);
        OpenDatabase server = scratch.map(source -> OpenDatabase.of(source, surroundings, plugin))
                .orElseGet(() -> OpenDatabase.throwAway(state.major(), surroundings, plugin, log));
        try {
            scrub(server.settings());
            boolean own = scratch.isEmpty();
            RehearsalRequest rehearsal =
                    new RehearsalRequest(state, seeds.byNumber(), withDefaults(seeds), check.bigTable());
            return rehearse(check, set, rehearsal, server, own);
        } finally {
            server.release(log);
        }
    }

    private RunSettings withDefaults(Seeds seeds) {
        Map<String, String> variables = new HashMap<>(seeds.variables());
        variables.putAll(request.settings().variables());
        return request.settings().with(variables);
    }

    private TargetState read(DatabaseSource source) {
        OpenDatabase open = OpenDatabase.of(source, surroundings, plugin);
        try {
            scrub(open.settings());
            log.opens(open.settings().describe(), source.source());
            return TargetReader.read(open.settings(), request.settings().schema());
        } finally {
            open.release(log);
        }
    }

    private void scrub(ConnectionSettings settings) {
        secrets.addAll(settings.secrets());
        log.scrub(Scrubber.of(secrets));
    }

    private Proof rehearse(
            Goal.RollbackCheck check, MigrationSet set, RehearsalRequest rehearsal, OpenDatabase server, boolean own) {
        try (Scratch scratch = Scratch.open(server.settings(), rehearsal.target())) {
            String name = own ? "the plugin's own PostgreSQL" : scratch.describe();
            log.rehearses(scratch.version(), name);
            if (own) {
                scratch.makeRoles(rehearsal.target().roles());
            }
            return ClassLoading.within(set.loader(), () -> new Rehearsal(scratch, rehearsal, log)
                    .run(set, name, judgement -> log.judged(judgement, check.gate())));
        }
    }
}
