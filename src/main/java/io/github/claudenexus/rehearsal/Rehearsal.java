package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.RunListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Rehearses a set of migrations on a scratch server, one after the other. */
public final class Rehearsal {

    private static final String DUPLICATE_SCHEMA = "42P06";

    private final Scratch scratch;
    private final RehearsalRequest request;
    private final RunListener listener;
    private final List<Judgement> judged = new CopyOnWriteArrayList<>();
    private final List<DiscoveredMigration> applied = new ArrayList<>();
    private final List<DiscoveredMigration> notApplied = new ArrayList<>();
    private final List<DiscoveredMigration> unjudged = new CopyOnWriteArrayList<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private volatile Map<Integer, MigrationState> states = Map.of();
    private final Set<Integer> told = new HashSet<>();
    private final Set<String> schemas;

    /**
     * On this server.
     *
     * @param listener hears every statement, and what is warned of when a migration is applied for the first time
     */
    public Rehearsal(Scratch scratch, RehearsalRequest request, RunListener listener) {
        this.scratch = scratch;
        this.request = request;
        this.listener = listener;
        this.schemas = new LinkedHashSet<>(request.target().schemas());
        // Every new database has it.
        schemas.remove("public");
    }

    /**
     * Rehearses the migrations of the request.
     *
     * @param server the scratch server, in words
     * @param audience hears each judgement as soon as it is made
     * @throws NexusException when the scratch server fails
     */
    public Proof run(MigrationSet set, String server, Consumer<Judgement> audience) {
        states = request.states(set);
        try {
            while (!isThrough(set, audience)) {
                judged.clear();
                applied.clear();
                notApplied.clear();
                unjudged.clear();
                remarks.clear();
            }
        } catch (SQLException refused) {
            throw Scratch.refused(scratch.server(), refused);
        }
        return soFar(server);
    }

    // False when the target's migrations make something themselves that it has and that was made here beforehand.
    private boolean isThrough(MigrationSet set, Consumer<Judgement> audience) throws SQLException {
        RehearsalDatabase base = base();
        RehearsalRequest sized = request;
        List<DiscoveredMigration> judging = request.judged(set);
        List<DiscoveredMigration> pending = request.pending(set);
        for (DiscoveredMigration migration : set.migrations()) {
            boolean judge = judging.contains(migration);
            RoleWatch watch = new RoleWatch(scratch, listener);
            MigrationRehearsal trial = new MigrationRehearsal(
                    new DatabaseCopies(scratch, base), sized, watch, upTo(set, migration), notApplied);
            MigrationRehearsal.Result result = tried(trial, judge);
            if (!pending.contains(migration) && givesWay(result.refusal(), watch.schemas())) {
                return false;
            }
            if (judge
                    || !result.judgement().findings().isEmpty()
                    || result.judgement().failedSeed().isPresent()) {
                judged.add(result.judgement());
                if (told.add(migration.id().number())) {
                    audience.accept(result.judgement());
                }
            } else {
                unjudged.add(migration);
            }
            (result.applied() ? applied : notApplied).add(migration);
            remarks.addAll(result.remarks());
            sized = result.applied() ? result.request() : sized;
            base = result.next();
        }
        return true;
    }

    // IF NOT EXISTS refuses nothing: that it was there already is known only from what the migration says.
    private boolean givesWay(Optional<Failure> refusal, Set<String> made) throws SQLException {
        String state = refusal.flatMap(it -> it.place().sqlState()).orElse("");
        String message = refusal.map(Failure::message).orElse("");
        Optional<String> role = scratch.roles().inTheWay(state, message);
        boolean schema = schemas.removeIf(
                name -> made.contains(name) || (DUPLICATE_SCHEMA.equals(state) && ServerWords.name(message, name)));
        if (role.isEmpty() && !schema) {
            return false;
        }
        scratch.startAgain(role);
        return true;
    }

    /** What was shown until now, also when the run was cut short; any thread may ask. */
    public Proof soFar(String server) {
        List<String> notCompared = new ArrayList<>(remarks);
        notCompared.addAll(NotCompared.sentences(request.target()));
        return new Proof(scratch.version(), server, judged, unjudged, notCompared, states);
    }

    /** What a migration makes may keep the server from telling; that is its finding, and hides no other. */
    private MigrationRehearsal.Result tried(MigrationRehearsal trial, boolean judge) throws SQLException {
        try {
            return judge ? trial.judge() : trial.apply();
        } catch (SQLException refused) {
            return broken(trial, refused, refused);
        } catch (NexusException unreachable) {
            // Of a database that lets nobody in, as a login event trigger may have it.
            return broken(
                    trial,
                    unreachable.getCause() instanceof SQLException said
                            ? said
                            : new SQLException(unreachable.getMessage(), unreachable),
                    unreachable);
        }
    }

    private <E extends Exception> MigrationRehearsal.Result broken(MigrationRehearsal trial, SQLException why, E thrown)
            throws SQLException, E {
        if (!scratch.answers()) {
            throw thrown;
        }
        return trial.broken(why);
    }

    /** A database as a target is before any migration: empty, with the schemas that its search path names. */
    private RehearsalDatabase base() throws SQLException {
        ConnectionSettings empty = scratch.create();
        Set<String> first = new LinkedHashSet<>(schemas);
        request.settings().schema().ifPresent(first::add);
        try (Connection connection = Connector.open(empty)) {
            for (String schema : first) {
                Statements.send(
                        connection,
                        "DO $$ BEGIN EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', "
                                + SessionSettings.literal(schema) + "); END $$");
            }
            String home = request.settings()
                    .schema()
                    .orElse(Statements.query(
                                    connection, "SELECT coalesce(current_schema(), 'public')", row -> row.getString(1))
                            .get(0));
            String quoted = Statements.query(connection, "SELECT quote_ident(?)", row -> row.getString(1), home)
                    .get(0);
            // Stays there, wherever a later search path leads.
            return new RehearsalDatabase(
                    empty, new HistoryTable(quoted).name(), request.settings().in(home));
        }
    }

    private MigrationSet upTo(MigrationSet set, DiscoveredMigration migration) {
        List<DiscoveredMigration> some = new ArrayList<>(applied);
        some.add(migration);
        return new MigrationSet(List.copyOf(some), List.of(), set.loader());
    }
}
