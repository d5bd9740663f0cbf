package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.session.RunListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Rehearses a set of migrations on a scratch server, one after the other. */
public final class Rehearsal {

    // The history stays there, wherever a later search path leads.
    private static final String HOME = """
            SELECT home, quote_ident(home)
            FROM (SELECT coalesce(nullif(?, ''), current_schema(), 'public') AS home) AS h""";

    private final Scratch scratch;
    private final RunListener listener;
    private final RehearsalRequest request;
    private final Set<String> roles;
    private final Set<String> schemas;
    private final List<DiscoveredMigration> notApplied = new ArrayList<>();
    private final Set<MigrationId> announced = new HashSet<>();
    private Set<String> rolesOfServer = Set.of();

    // Read by any thread that asks how far the rehearsal has come.
    private final List<Judgement> judged = new CopyOnWriteArrayList<>();
    private final List<DiscoveredMigration> unjudged = new CopyOnWriteArrayList<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private volatile Map<MigrationId, MigrationState> states = Map.of();

    /**
     * On this server.
     *
     * @param listener is given every statement, and the warnings of the first time that a migration is applied
     */
    public Rehearsal(Scratch scratch, RehearsalRequest request, RunListener listener) {
        this.scratch = scratch;
        this.request = request;
        this.listener = listener;
        this.roles = new TreeSet<>(request.target().roles());
        this.schemas = new LinkedHashSet<>(request.target().schemas());
        // Every new database has it.
        schemas.remove("public");
    }

    /**
     * Rehearses the migrations of the request.
     *
     * @param server the scratch server, in words
     * @param audience is given each judgement as soon as it is made
     * @throws NexusException when the scratch server fails
     */
    public Proof run(MigrationSet set, String server, Consumer<Judgement> audience) {
        states = request.states(set);
        try {
            rolesOfServer = scratch.isKept() ? scratch.roles() : Set.of();
            while (!isThrough(set, audience)) {
                judged.clear();
                unjudged.clear();
                remarks.clear();
                notApplied.clear();
                scratch.startAgain();
            }
        } catch (SQLException refused) {
            throw Scratch.refused(scratch.server(), refused);
        }
        return soFar(server);
    }

    /** False where a migration of the target creates what was made for it beforehand. */
    private boolean isThrough(MigrationSet set, Consumer<Judgement> audience) throws SQLException {
        List<DiscoveredMigration> judging = request.judged(set);
        List<DiscoveredMigration> onTarget = new ArrayList<>(set.migrations());
        onTarget.removeAll(request.pending(set));
        // What another tool has applied there has made its roles too.
        SharedObjects.Created created =
                SharedObjects.createdBy(request.target().unrecorded().isPresent() ? set.migrations() : onTarget);
        roles.removeAll(created.roles());
        schemas.removeAll(created.schemas());
        scratch.makeRoles(roles);
        try (RehearsalDatabases databases = new RehearsalDatabases(scratch, base())) {
            return isThrough(set, judging, onTarget, databases, audience);
        }
    }

    private boolean isThrough(
            MigrationSet set,
            List<DiscoveredMigration> judging,
            List<DiscoveredMigration> onTarget,
            RehearsalDatabases databases,
            Consumer<Judgement> audience)
            throws SQLException {
        RehearsalRequest sized = request;
        for (DiscoveredMigration migration : request.inOrderOfTarget(set)) {
            boolean judge = judging.contains(migration);
            RehearsedMigration result = rehearse(set, migration, databases, sized, judge);
            warnOfNewRoles(migration);
            if (onTarget.contains(migration) && giveWay(result)) {
                return false;
            }
            if (judge || result.judgement().deservesAttention()) {
                judged.add(result.judgement());
                if (announced.add(migration.id())) {
                    audience.accept(result.judgement());
                }
            } else {
                unjudged.add(migration);
            }
            remarks.addAll(result.remarks());
            if (result.applied()) {
                sized = result.request();
            } else {
                notApplied.add(migration);
            }
        }
        return true;
    }

    /** A class does not say what it creates: that it was there already shows when it is run. */
    private boolean giveWay(RehearsedMigration result) {
        boolean role = roles.removeIf(result::foundItsRole);
        boolean schema = schemas.removeIf(result::foundItsSchema);
        return role || schema;
    }

    /** What was shown until now, also when the run was cut short; any thread may ask. */
    public Proof soFar(String server) {
        List<String> notCompared = new ArrayList<>(remarks);
        notCompared.addAll(NotCompared.sentences(request.target()));
        return new Proof(scratch.version(), server, judged, unjudged, notCompared, states);
    }

    private RehearsedMigration rehearse(
            MigrationSet set,
            DiscoveredMigration migration,
            RehearsalDatabases databases,
            RehearsalRequest sized,
            boolean judge)
            throws SQLException {
        MigrationRehearsal rehearsal = new MigrationRehearsal(
                databases, sized, listener, new MigrationSet(List.of(migration), List.of(), set.loader()), notApplied);
        try {
            return judge ? rehearsal.judge() : rehearsal.apply();
        } catch (SQLException | NexusException refused) {
            if (Scratch.isFull(refused)) {
                throw Scratch.refused(scratch.server(), refused);
            }
            // What a migration makes may keep the server from answering; that is its finding, and hides no other.
            if (!scratch.answers()) {
                throw refused;
            }
            return rehearsal.incomparable(refused);
        }
    }

    /** A class or a DO block may create roles on a server that is kept, and so may others: they are only named. */
    private void warnOfNewRoles(DiscoveredMigration migration) throws SQLException {
        if (!scratch.isKept()) {
            return;
        }
        Set<String> before = rolesOfServer;
        rolesOfServer = scratch.roles();
        for (String role : rolesOfServer) {
            if (!before.contains(role)) {
                listener.warns("While " + migration.id() + " was rehearsed, the role " + role + " was created on "
                        + scratch.describe() + ", and is still there. Drop it if nothing else created it.");
            }
        }
    }

    /** A database as a target is before any migration: empty, with the schemas that its search path names. */
    private RehearsalDatabase base() throws SQLException {
        ConnectionSettings empty = scratch.create();
        Set<String> first = new LinkedHashSet<>(schemas);
        request.settings().schema().ifPresent(first::add);
        try (Connection connection = Connector.open(empty)) {
            for (String schema : first) {
                Statements.send(connection, "CREATE SCHEMA IF NOT EXISTS " + Scratch.quoted(schema));
            }
            return Statements.query(
                            connection,
                            HOME,
                            row -> new RehearsalDatabase(
                                    empty,
                                    new HistoryTable(row.getString(2)),
                                    request.settings().in(row.getString(1))),
                            request.settings().schema().orElse(""))
                    .get(0);
        }
    }
}
