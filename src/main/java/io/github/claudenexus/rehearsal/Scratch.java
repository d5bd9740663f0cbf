package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.OpenedConnection;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.Statements;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A server on which databases are made for one rehearsal, and dropped after it. Their names carry the run's number, and
 * a session-level lock of that number tells others that the run lives: what a run that died left behind is dropped by
 * the next.
 */
public final class Scratch implements AutoCloseable {

    /** What the names of a rehearsal's databases begin with. */
    static final String PREFIX = "nexus_rehearsal_";

    static final String SEARCH_PATH = "search_path";
    private static final SecureRandom RANDOM = new SecureRandom();

    // A time-out that the role brings along would end the run's own lock, and with it its databases.
    private static final Map<String, String> PATIENT =
            Map.of("statement_timeout", "0", "idle_session_timeout", "0", "idle_in_transaction_session_timeout", "0");

    private final ConnectionSettings server;
    private final Connection connection;
    private final ScratchCleanup disposal;
    private final Roles roles;
    private final String run;
    private final String version;
    private final String manner;
    private final boolean keepsPath;
    private int made;

    private Scratch(
            ConnectionSettings server,
            Connection connection,
            String run,
            Map<String, String> facts,
            boolean keepsPath) {
        this.server = server;
        this.keepsPath = keepsPath;
        this.connection = connection;
        this.roles = new Roles(connection);
        this.disposal = new ScratchCleanup(server, connection, roles);
        this.run = run;
        this.version = facts.getOrDefault("version", "").replaceAll(" .*", "");
        this.manner = facts.getOrDefault("manner", "");
    }

    /**
     * Begins a rehearsal's use of a server.
     *
     * @param server any database of it but the target, by a role that may create databases
     * @throws NexusException when it may not, or the server cannot be reached
     */
    public static Scratch open(ConnectionSettings server, TargetState target) {
        OpenedConnection reached = Connector.reach(server);
        Connection connection = reached.connection();
        try {
            long number = RANDOM.nextLong(1L << 56);
            Statements.send(connection, SessionSettings.sql(PATIENT));
            Map<String, String> facts =
                    Statements.send(connection, beginning(number)).get(0);
            if (!"t".equals(facts.get("may_create"))) {
                throw unfit(
                                "The role " + facts.get("role") + " may not create databases on " + server.describe(),
                                "Give it that right: ALTER ROLE " + facts.get("role") + " CREATEDB.")
                        .exception();
            }
            if (target.database().isPresent() && target.database().get().equals(DatabaseIdentity.of(connection))) {
                throw unfit(
                                "nexus.scratchUrl names the target itself, " + server.describe(),
                                "Name another database, best on another server: databases are made and dropped there.")
                        .exception();
            }
            Scratch scratch = new Scratch(
                    asOnTarget(reached.settings(), target),
                    connection,
                    String.format(Locale.ROOT, "%014x", number),
                    facts,
                    target.sessions().pathOfSession());
            scratch.disposal.dropOrphans(scratch.run);
            return scratch;
        } catch (SQLException | RuntimeException failure) {
            closeQuietly(connection, failure);
            throw failure instanceof NexusException known ? known : refused(server, failure);
        }
    }

    /** Names without a schema must mean here what they mean on the target. */
    private static ConnectionSettings asOnTarget(ConnectionSettings server, TargetState target) {
        Map<String, String> session = new HashMap<>(server.session());
        session.putAll(PATIENT);
        if (target.database().isPresent()) {
            session.keySet().removeIf(SessionSettings.TIME_ZONE::equalsIgnoreCase);
            session.putAll(target.sessions().settings());
        }
        // A verdict must not depend on where it was reached.
        if (!SessionSettings.nameTimeZone(session)) {
            session.put(SessionSettings.TIME_ZONE, "UTC");
        }
        return new ConnectionSettings(server.server(), server.user(), server.password(), server.driver(), session);
    }

    // Copying a database's files takes checkpoints, which are cheap where no disk is waited for; the other way, all its
    // pages through the log, is cheap nowhere.
    private static String beginning(long number) {
        return "SELECT current_user AS role, current_setting('server_version') AS version,"
                + " CASE WHEN current_setting('fsync') = 'off'"
                + " AND current_setting('server_version_num')::int >= 150000 THEN ' STRATEGY file_copy' END AS manner,"
                + " rolsuper OR rolcreatedb AS may_create, pg_advisory_lock(" + number + ")"
                + " FROM pg_roles WHERE rolname = current_user";
    }

    /** The server's version, {@code 18.1}. */
    public String version() {
        return version;
    }

    /** The server's major version. */
    public OptionalInt major() {
        return OptionalInt.of(Integer.parseInt(version.replaceAll("\\D.*", "")));
    }

    /** How the server is reached. */
    ConnectionSettings server() {
        return server;
    }

    /** The server without secrets. */
    public String describe() {
        return server.describe();
    }

    /**
     * Makes the roles of the target that the server lacks; none of them can log in. Where the role may not make roles,
     * a migration that names one fails and says so.
     */
    public void makeRoles(Set<String> names) {
        try {
            roles.give(names);
        } catch (SQLException failure) {
            throw refused(server, failure);
        }
    }

    /** The server's roles. */
    Roles roles() {
        return roles;
    }

    /** Drops everything that this rehearsal has made, as at its end, and a role that it was given. */
    void startAgain(Optional<String> withoutRole) throws SQLException {
        Optional<SQLException> left = disposal.dropSoFar(run);
        if (left.isPresent()) {
            throw left.get();
        }
        if (withoutRole.isPresent()) {
            roles.takeBack(withoutRole.get());
        }
    }

    /** An empty database. */
    ConnectionSettings create() throws SQLException {
        return server.to(create("template0"));
    }

    /** A database that is like another one of this rehearsal; nobody may be connected to that one. */
    ConnectionSettings copy(ConnectionSettings original) throws SQLException {
        String name = create(original.server().database());
        DatabaseOptions.copy(connection, original.server().database(), name);
        return anew(server.to(name));
    }

    /** A database of this rehearsal as its next sessions find it: migrations may have given it settings. */
    ConnectionSettings anew(ConnectionSettings database) throws SQLException {
        ConnectionSettings asMade = server.to(database.server().database());
        return keepsPath ? asMade : DatabaseOptions.inPlaceOfOurs(connection, asMade);
    }

    private String create(String template) throws SQLException {
        String name = PREFIX + run + "_" + ++made;
        Statements.send(connection, "CREATE DATABASE " + name + " TEMPLATE " + template + manner);
        return name;
    }

    /** Drops a database of this rehearsal, and ends whoever is still connected to it. */
    void drop(ConnectionSettings database) throws SQLException {
        disposal.drop(database.server().database());
    }

    /** Drops a database that is not needed any more; one that cannot be now is dropped at the end of the rehearsal. */
    void discard(ConnectionSettings database) throws SQLException {
        try {
            drop(database);
        } catch (SQLException later) {
            if (!connection.isValid(5)) {
                throw later;
            }
        }
    }

    /** Whether the server still answers. */
    boolean answers() throws SQLException {
        return connection.isValid(5);
    }

    /** Something is wrong with the server that was named for rehearsals. */
    static Failure unfit(String message, String hint) {
        return Failure.of(FailureCode.UNFIT_SCRATCH, message, hint);
    }

    /** What the server refused. */
    static NexusException refused(ConnectionSettings server, Exception refusal) {
        return unfit(
                        "The rehearsal could not use " + server.describe() + ": " + ServerWords.of(refusal) + ".",
                        "Look at the server and its log; nexus.scratchUrl names another one.")
                .exception(refusal);
    }

    private static void closeQuietly(Connection connection, Exception failure) {
        try {
            connection.close();
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    @Override
    public void close() {
        try (connection) {
            Optional<SQLException> left = disposal.end(run);
            if (left.isPresent()) {
                throw left.get();
            }
        } catch (SQLException failure) {
            throw refused(server, failure);
        }
    }
}
