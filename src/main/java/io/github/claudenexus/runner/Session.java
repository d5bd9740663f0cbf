package io.github.claudenexus.runner;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Messages;
import io.github.claudenexus.jdbc.Reached;
import io.github.claudenexus.jdbc.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The run's one connection: its settings, the server behind it, the lock it holds. */
final class Session implements AutoCloseable {

    private static final int OLDEST_SERVER = 14;

    private final ConnectionSettings database;
    private final RunSettings settings;
    private final Connection connection;
    private int backend;
    private Map<String, String> startup = Map.of();

    private Session(ConnectionSettings database, RunSettings settings, Connection connection) {
        this.database = database;
        this.settings = settings;
        this.connection = connection;
        this.backend = connection instanceof org.postgresql.PGConnection driver ? driver.getBackendPID() : 0;
    }

    /** Connects; nothing is asked of the server yet. */
    static Session open(ConnectionSettings database, RunSettings settings) {
        Reached reached = Connector.reachBare(database);
        return new Session(reached.settings(), settings, reached.connection());
    }

    /** The one host that was reached: what looks at this session from beside must reach the same. */
    ConnectionSettings database() {
        return database;
    }

    Connection connection() {
        return connection;
    }

    /** The server's process behind this session, by the server's own number for it. */
    int backend() {
        return backend;
    }

    /**
     * Settings, the try for the lock, and what there is to know about the server: one message. Where a proxy answers,
     * that message does nothing, and another follows when the proxy has turned out to be none that does harm.
     */
    Greeting greet() throws SQLException {
        Greeting greeting = tryLock();
        if (greeting.backend() != backend && !isProxied()) {
            Backend kept = new TransactionPooling(connection, database).refuse();
            backend = kept.pid();
            startup = kept.startup();
            greeting = tryLock();
        }
        if (greeting.backend() != backend) {
            startup = Map.of();
            throw TransactionPooling.refusal(database);
        }
        return greeting;
    }

    // Not a setting and no lock may stay behind on a session that a pooler has lent for this message only.
    private Greeting tryLock() throws SQLException {
        return read(SessionSql.onBackend(backend, wanted(), settings.limits().lockTimeout()) + "; " + AdvisoryLock.TRY
                + " WHERE " + SessionSql.isBackend(backend));
    }

    /** What there is to know about the server, in a transaction that can only read; its end takes the settings back. */
    Greeting look() throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return read(SessionSql.settings(wanted(), settings.limits().lockTimeout()) + "; SELECT false AS locked");
    }

    private Greeting read(String opening) throws SQLException {
        String schema = settings.schema().map(SessionSettings::literal).orElse("current_schema()");
        List<Map<String, String>> rows = Messages.send(connection, opening + "; " + SessionSql.greeting(schema));
        Map<String, String> row = rows.get(rows.size() - 1);
        return new Greeting(
                Integer.parseInt(row.getOrDefault("backend", "0")),
                "t".equals(rows.get(rows.size() - 2).get("locked")),
                Integer.parseInt(row.getOrDefault("version_number", "0")) / 10_000,
                row.getOrDefault("version", "").replaceAll(" .*", ""),
                "t".equals(row.get("read_only")),
                Optional.ofNullable(row.get("schema")),
                "t".equals(row.get("schema_exists")),
                "t".equals(row.get("table_exists")));
    }

    /** Settings for one migration: whatever an earlier one changed is gone. Rides with BEGIN. */
    String resetting(Duration lockTimeout) {
        return "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; " + SessionSql.settings(wanted(), lockTimeout)
                + "; ";
    }

    // RESET ALL would fall back on the values of the pooler's own login.
    private Map<String, String> wanted() {
        Map<String, String> all = new LinkedHashMap<>(startup);
        all.putAll(database.session());
        return all;
    }

    private boolean isProxied() {
        return !startup.isEmpty();
    }

    RunSettings settings() {
        return settings;
    }

    /** Whether the server still answers. */
    boolean alive() throws SQLException {
        return connection.isValid(5);
    }

    /** Gives the lock back; false when it was not held any more. */
    boolean release() throws SQLException {
        return Messages.query(connection, AdvisoryLock.RELEASE, row -> row.getBoolean(1))
                .get(0);
    }

    /** The address as people name it, without secrets. */
    String address() {
        return database.describe();
    }

    @Override
    public void close() {
        try (connection) {
            if (!connection.isClosed()) {
                leaveClean();
            }
        } catch (SQLException goneAlready) {
            // What the run did does not depend on how its session ends.
        }
    }

    // Behind a proxy the server's session may outlive this one.
    private void leaveClean() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        } else if (isProxied()) {
            Messages.send(connection, "DISCARD ALL");
        }
    }

    /**
     * What the server says of itself.
     *
     * @param backend the process that answered
     * @param locked whether the lock was had
     * @param major its major version
     * @param version its version as people write it
     * @param readOnly whether it refuses writes: a standby, or by a setting
     * @param schema the history's schema; empty when the search path names none that exists
     * @param schemaExists whether there is such a schema
     * @param tableExists whether the history table is there
     */
    record Greeting(
            int backend,
            boolean locked,
            int major,
            String version,
            boolean readOnly,
            Optional<String> schema,
            boolean schemaExists,
            boolean tableExists) {

        /** The history table of this database. */
        HistoryTable table() {
            return new HistoryTable(schema.orElseThrow());
        }

        /** Refuses a server that a run would fail on. */
        Greeting fit(boolean toWrite) {
            if (major < OLDEST_SERVER) {
                throw Failure.of(
                                FailureCode.UNFIT_SERVER,
                                "The server is PostgreSQL " + version + "; nexus needs " + OLDEST_SERVER + " or later.",
                                "Upgrade the server.")
                        .exception();
            }
            if (schema.isEmpty()) {
                throw Failure.of(
                                FailureCode.BAD_PARAMETER,
                                "The connection's search_path names no schema that exists.",
                                "Create the schema, mend the role's search_path, or name a schema in nexus.schema.")
                        .exception();
            }
            if (!schemaExists) {
                throw Failure.of(
                                FailureCode.BAD_PARAMETER,
                                "There is no schema " + schema.get() + ", which nexus.schema names.",
                                "Run CREATE SCHEMA " + schema.get() + ", or leave nexus.schema out.")
                        .exception();
            }
            if (toWrite && readOnly) {
                throw Failure.of(
                                FailureCode.UNFIT_SERVER,
                                "The server accepts reads only: it is a standby, or default_transaction_read_only is on.",
                                "Name the primary server in the database URL, or all servers and target_session_attrs=read-write.")
                        .exception();
            }
            return this;
        }
    }
}
