package io.github.claudenexus.rollback;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Messages;
import io.github.claudenexus.jdbc.Reached;
import io.github.claudenexus.jdbc.SessionSettings;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A server on which databases are made for one rehearsal, and dropped after it. Their names carry the run's number, and
 * a session-level lock of that number tells others that the run lives: what a run that died left behind is dropped by
 * the next.
 */
public final class Scratch implements AutoCloseable {

    private static final String PREFIX = "nexus_rehearsal_";
    private static final SecureRandom RANDOM = new SecureRandom();

    // What another role left is not ours to drop.
    private static final String RUNS = "SELECT DISTINCT substr(datname, 17, 14) FROM pg_database"
            + " WHERE datname ~ '^nexus_rehearsal_[0-9a-f]{14}_' AND pg_has_role(datdba, 'USAGE')";

    // Advisory locks are those of one database: a run that came by another one is seen only in pg_locks.
    private static final String IS_DEAD = "SELECT CASE WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory'"
            + " AND classid::bigint = ?::bigint >> 32 AND objid::bigint = ?::bigint & 4294967295 AND objsubid = 1)"
            + " THEN false ELSE pg_try_advisory_lock(?) END";

    private final ConnectionSettings server;
    private final Connection connection;
    private final String run;
    private final String version;
    private int made;

    private Scratch(ConnectionSettings server, Connection connection, String run, String version) {
        this.server = server;
        this.connection = connection;
        this.run = run;
        this.version = version;
    }

    /**
     * Begins a rehearsal's use of a server.
     *
     * @param server any database of it but the target, by a role that may create databases
     * @throws NexusException when it may not, or the server cannot be reached
     */
    public static Scratch open(ConnectionSettings server, TargetState target) {
        Reached reached = Connector.reach(server);
        Connection connection = reached.connection();
        try {
            long number = RANDOM.nextLong(1L << 56);
            Map<String, String> role =
                    Messages.send(connection, beginning(number)).get(0);
            if (!"t".equals(role.get("may_create"))) {
                throw unfit(
                                "The role " + role.get("role") + " may not create databases on " + server.describe(),
                                "Give it that right: ALTER ROLE " + role.get("role") + " CREATEDB.")
                        .exception();
            }
            if (target.database().filter(Identity.of(connection)::equals).isPresent()) {
                throw unfit(
                                "nexus.scratchUrl names the target itself, " + server.describe(),
                                "Name another database, best on another server: databases are made and dropped there.")
                        .exception();
            }
            Scratch scratch = new Scratch(
                    reached.settings(),
                    connection,
                    String.format(Locale.ROOT, "%014x", number),
                    role.getOrDefault("version", "").replaceAll(" .*", ""));
            scratch.dropOrphans();
            return scratch;
        } catch (SQLException | RuntimeException failure) {
            closeQuietly(connection, failure);
            throw failure instanceof NexusException known ? known : refused(server, failure);
        }
    }

    private static String beginning(long number) {
        return "SELECT current_user AS role, current_setting('server_version') AS version,"
                + " rolsuper OR rolcreatedb AS may_create, pg_advisory_lock(" + number + ")"
                + " FROM pg_roles WHERE rolname = current_user";
    }

    /** The server's version, {@code 18.1}. */
    public String version() {
        return version;
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
            for (String name : names) {
                Messages.send(
                        connection,
                        "DO $nexus$ BEGIN EXECUTE format('CREATE ROLE %I', " + SessionSettings.literal(name)
                                + "); EXCEPTION WHEN duplicate_object OR insufficient_privilege THEN NULL; END $nexus$");
            }
        } catch (SQLException failure) {
            throw refused(server, failure);
        }
    }

    /** An empty database. */
    ConnectionSettings create() throws SQLException {
        return create("template0");
    }

    /** A database that is like another one of this rehearsal; nobody may be connected to that one. */
    ConnectionSettings copy(ConnectionSettings original) throws SQLException {
        return create(original.server().database());
    }

    private ConnectionSettings create(String template) throws SQLException {
        String name = PREFIX + run + "_" + ++made;
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return server.to(name);
    }

    /** Drops a database of this rehearsal, and ends whoever is still connected to it. */
    void drop(ConnectionSettings database) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + database.server().database() + " WITH (FORCE)");
    }

    private void dropOrphans() throws SQLException {
        for (String orphan : Messages.query(connection, RUNS, row -> row.getString(1))) {
            long number = Long.parseLong(orphan, 16);
            boolean dead = Messages.query(connection, IS_DEAD, row -> row.getBoolean(1), number, number, number)
                    .get(0);
            if (dead && !orphan.equals(run)) {
                dropAll(orphan);
                Messages.send(connection, "SELECT pg_advisory_unlock(" + number + ")");
            }
        }
    }

    private void dropAll(String ofRun) throws SQLException {
        for (String name : Messages.query(
                connection,
                "SELECT datname FROM pg_database WHERE datname LIKE ?",
                row -> row.getString(1),
                (PREFIX + ofRun).replace("_", "\\_") + "\\_%")) {
            execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Something is wrong with the server that was named for rehearsals. */
    static Failure unfit(String message, String hint) {
        return Failure.of(FailureCode.UNFIT_SCRATCH, message, hint);
    }

    /** What the server refused. */
    static NexusException refused(ConnectionSettings server, Exception refusal) {
        return unfit(
                        "The rehearsal could not use " + server.describe() + ": " + refusal.getMessage(),
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
            dropAll(run);
        } catch (SQLException failure) {
            throw refused(server, failure);
        }
    }
}
