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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The run's one connection: its settings, the server behind it, the lock it holds. */
final class Session implements AutoCloseable {

    private static final int OLDEST_SERVER = 14;

    private final ConnectionSettings database;
    private final RunSettings settings;
    private final Connection connection;

    private Session(ConnectionSettings database, RunSettings settings, Connection connection) {
        this.database = database;
        this.settings = settings;
        this.connection = connection;
    }

    /** Connects; nothing is asked of the server yet. */
    static Session open(ConnectionSettings database, RunSettings settings) {
        Reached reached = Connector.reach(database);
        return new Session(reached.settings(), settings, reached.connection());
    }

    /** The one host that was reached: what looks at this session from beside must reach the same. */
    ConnectionSettings database() {
        return database;
    }

    Connection connection() {
        return connection;
    }

    int backend() {
        return connection instanceof org.postgresql.PGConnection driver ? driver.getBackendPID() : 0;
    }

    /** Settings, the try for the lock, and what there is to know about the server: one message. */
    Greeting greet(boolean lock) throws SQLException {
        String schema = settings.schema().map(SessionSettings::literal).orElse("current_schema()");
        List<Map<String, String>> rows = Messages.send(
                connection,
                SessionSql.settings(database.session(), settings.limits().lockTimeout(), !lock) + "; "
                        + (lock ? AdvisoryLock.TRY : "SELECT true AS locked") + "; " + SessionSql.greeting(schema));
        Map<String, String> row = rows.get(rows.size() - 1);
        return new Greeting(
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
        return "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; "
                + SessionSql.settings(database.session(), lockTimeout, false) + "; ";
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
        try {
            connection.close();
        } catch (SQLException goneAlready) {
            // What the run did does not depend on how its session ends.
        }
    }

    /**
     * What the server says of itself.
     *
     * @param locked whether the lock was had
     * @param major its major version
     * @param version its version as people write it
     * @param readOnly whether it refuses writes: a standby, or by a setting
     * @param schema the history's schema; empty when the search path names none that exists
     * @param schemaExists whether there is such a schema
     * @param tableExists whether the history table is there
     */
    record Greeting(
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
