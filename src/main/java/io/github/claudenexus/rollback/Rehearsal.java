package io.github.claudenexus.rollback;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Messages;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.runner.RunListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Rehearses a set of migrations on a scratch server, one after the other. */
public final class Rehearsal {

    private final Scratch scratch;
    private RehearsalRequest request;
    private final RunListener listener;
    private final List<Judgement> judged = new ArrayList<>();
    private final List<DiscoveredMigration> applied = new ArrayList<>();
    private final List<DiscoveredMigration> notApplied = new ArrayList<>();
    private final List<DiscoveredMigration> unjudged = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Map<Integer, MigrationState> states = Map.of();

    /**
     * On this server.
     *
     * @param listener hears every statement, and what is warned of when a migration is applied for the first time
     */
    public Rehearsal(Scratch scratch, RehearsalRequest request, RunListener listener) {
        this.scratch = scratch;
        this.request = request;
        this.listener = listener;
    }

    /**
     * Rehearses what is pending on the target, or all without one.
     *
     * @param server the scratch server, in words
     * @param audience hears each judgement as soon as it is made
     * @throws NexusException when the scratch server fails
     */
    public Proof run(MigrationSet set, String server, Consumer<Judgement> audience) {
        states = states(set);
        try {
            Stage base = base();
            for (DiscoveredMigration migration : set.migrations()) {
                boolean judge = pending(migration);
                Trial.Result result = tried(upTo(set, migration), base, judge);
                if (judge
                        || !result.judgement().findings().isEmpty()
                        || result.judgement().failedSeed().isPresent()) {
                    judged.add(result.judgement());
                    audience.accept(result.judgement());
                } else {
                    unjudged.add(migration);
                }
                (result.applied() ? applied : notApplied).add(migration);
                result.remark().ifPresent(remarks::add);
                request = result.applied() ? result.request() : request;
                base = result.next();
            }
        } catch (SQLException refused) {
            throw Scratch.refused(scratch.server(), refused);
        }
        return soFar(server);
    }

    /** What was shown until now, also when the run was cut short. */
    public Proof soFar(String server) {
        List<String> notCompared = new ArrayList<>(remarks);
        notCompared.addAll(NotCompared.sentences(request.target()));
        return new Proof(scratch.version(), server, judged, unjudged, notCompared, states);
    }

    /** What a migration makes may keep the server from telling; that is its finding, and hides no other. */
    private Trial.Result tried(MigrationSet upTo, Stage base, boolean judge) throws SQLException {
        Trial trial = new Trial(scratch, request, listener, upTo, notApplied);
        try {
            return judge ? trial.judge(base) : trial.apply(base);
        } catch (SQLException refused) {
            if (!scratch.answers()) {
                throw refused;
            }
            return trial.broken(base, refused);
        }
    }

    private boolean pending(DiscoveredMigration migration) {
        return switch (states.getOrDefault(migration.id().number(), MigrationState.PENDING)) {
            case PENDING, OUT_OF_ORDER, INTERRUPTED -> true;
            case APPLIED, CHANGED, MISSING, AHEAD -> false;
        };
    }

    private Map<Integer, MigrationState> states(MigrationSet set) {
        return Plan.of(set.migrations(), request.target().history()).entries().stream()
                .collect(Collectors.toMap(entry -> entry.id().number(), MigrationEntry::state, (one, other) -> one));
    }

    /** A database as a target is before any migration: empty, with the schemas that are looked at first. */
    private Stage base() throws SQLException {
        ConnectionSettings empty = scratch.create();
        Set<String> schemas = new LinkedHashSet<>(request.target().schemas());
        request.settings().schema().ifPresent(schemas::add);
        try (Connection connection = Connector.open(empty)) {
            for (String schema : schemas) {
                Messages.send(
                        connection,
                        "DO $$ BEGIN EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', "
                                + SessionSettings.literal(schema) + "); END $$");
            }
            String first = Messages.query(
                            connection,
                            "SELECT quote_ident(coalesce(nullif(?, ''), current_schema(), 'public'))",
                            row -> row.getString(1),
                            request.settings().schema().orElse(""))
                    .get(0);
            return new Stage(empty, new HistoryTable(first).name(), request.settings());
        }
    }

    private MigrationSet upTo(MigrationSet set, DiscoveredMigration migration) {
        List<DiscoveredMigration> some = new ArrayList<>(applied);
        some.add(migration);
        return new MigrationSet(List.copyOf(some), List.of(), set.loader());
    }
}
