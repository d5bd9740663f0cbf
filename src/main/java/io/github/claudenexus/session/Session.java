package io.github.claudenexus.session;

import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.OpenedConnection;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The run's one connection: its settings, the server behind it, the lock it holds. */
public final class Session implements AutoCloseable {

    private final ConnectionSettings database;
    private final RunSettings settings;
    private final Connection connection;
    private final boolean lent;
    private int backend;
    private Map<String, String> startup = Map.of();
    private String isolation = "read committed";
    private Map<String, String> timeouts = Map.of();
    private String timeZone = "";
    private String timeZonesGiven = "";
    private boolean isClean;

    private Session(OpenedConnection reached, RunSettings settings, boolean lent) {
        this.database = reached.settings();
        this.settings = settings;
        this.connection = reached.connection();
        this.lent = lent;
        this.backend = connection instanceof org.postgresql.PGConnection driver ? driver.getBackendPID() : 0;
    }

    /** Connects; nothing is asked of the server yet. */
    public static Session open(ConnectionSettings database, RunSettings settings) {
        return new Session(Connector.reachBare(database), settings, false);
    }

    /** On a connection that is left open, and clean, at the end. */
    static Session on(OpenedConnection lent, RunSettings settings) {
        return new Session(lent, settings, true);
    }

    /** The one host that was reached: a separate connection that looks at this session must reach the same. */
    public ConnectionSettings database() {
        return database;
    }

    public Connection connection() {
        return connection;
    }

    /** The server's process behind this session, by the server's own number for it. */
    public int backend() {
        return backend;
    }

    /**
     * Settings, the try for the lock, and what there is to know about the server: one message. Where a proxy answers,
     * that message does nothing, and another follows when the proxy has turned out to be none that does harm.
     */
    ServerInfo tryLock() throws SQLException {
        ServerInfo server = sendTryLock();
        if (server.backend() != backend && !isProxied()) {
            BackendProcess kept = new PoolerCheck(connection, database).refuse();
            backend = kept.pid();
            startup = kept.startup();
            server = sendTryLock();
        }
        if (server.backend() != backend) {
            startup = Map.of();
            throw PoolerCheck.refusal(database);
        }
        return server;
    }

    // Not a setting and no lock may stay behind on a session that a pooler has lent for this message only.
    private ServerInfo sendTryLock() throws SQLException {
        return read(SessionSql.onBackend(backend, wanted(), settings.limits().lockTimeout()) + "; " + AdvisoryLock.TRY
                + " WHERE " + SessionSql.isBackend(backend));
    }

    /** What there is to know about the server, in a transaction that can only read; its end undoes the settings. */
    public ServerInfo look() throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return read(SessionSql.opening(wanted(), settings.limits().lockTimeout()) + "; SELECT false AS locked");
    }

    private ServerInfo read(String opening) throws SQLException {
        String schema = settings.schema().map(SessionSettings::literal).orElse(HistoryTable.HOME);
        Map<String, String> row = new LinkedHashMap<>();
        for (Map<String, String> answer : Statements.send(connection, opening + "; " + SessionSql.serverInfo(schema))) {
            // What each of the statements answers has columns of its own: locked, and what the server says of itself.
            row.putAll(answer);
        }
        isolation = row.getOrDefault("isolation", isolation);
        timeouts = row.getOrDefault("timeouts", "")
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(timeout -> timeout[0], timeout -> timeout[1]));
        timeZone = row.getOrDefault("time_zone", timeZone);
        timeZonesGiven = row.getOrDefault("time_zones_given", timeZonesGiven);
        return new ServerInfo(
                Integer.parseInt(row.getOrDefault("backend", "0")),
                "t".equals(row.get("locked")),
                row.getOrDefault("version", "").replaceAll(" .*", ""),
                "t".equals(row.get("read_only")),
                new HistoryHome(
                        Optional.ofNullable(row.get("schema")),
                        settings.schema().isPresent(),
                        "t".equals(row.get("schema_exists")),
                        "t".equals(row.get("schema_usable")),
                        HistoryHome.Shape.valueOf(row.getOrDefault("history", "NONE")),
                        Optional.ofNullable(row.get("first")),
                        Optional.ofNullable(row.get("others")),
                        Optional.ofNullable(row.get("closed"))),
                row.getOrDefault("other_histories", "").lines().toList());
    }

    // RESET ALL would fall back on the values of a pooler's own login, and the driver ends the connection over some.
    private String cleaningSql(Map<String, String> known) {
        return SessionSql.CLEANING + "SELECT " + role(false) + ", "
                + SessionSql.settings(wanted(), settings.limits().lockTimeout(), known);
    }

    // The time zone is looked up: a migration may have given the database another.
    private String thoroughCleaningSql() {
        return cleaningSql(timeouts) + "; " + AdvisoryLock.RELEASE_OTHERS;
    }

    // Sent for each migration. Where it is not enough, the next one begins with the thorough one.
    private String usualCleaningSql() {
        Map<String, String> known = new LinkedHashMap<>(timeouts);
        known.put(SessionSettings.TIME_ZONE, timeZone);
        return cleaningSql(known) + ", NOT EXISTS (SELECT " + AdvisoryLock.OTHERS + ") AND "
                + SessionSettings.literal(timeZonesGiven) + " = " + SessionSql.TIME_ZONES_GIVEN + " AS clean";
    }

    /** Begins a transaction on a clean session; as a migration before may have chosen, it may not even be one to write. */
    public String beginning() {
        String cleaning = isClean ? "" : thoroughCleaningSql() + "; ";
        isClean = false;
        return "BEGIN ISOLATION LEVEL " + isolation + ", READ WRITE, NOT DEFERRABLE; " + cleaning;
    }

    /** The message that committed a migration has left this session clean, or else it has not. */
    public void committed(boolean leftClean) {
        isClean = leftClean;
    }

    /** Makes it as clean as a new one, whatever a migration has left on it, in a message of its own. */
    public void clean() throws SQLException {
        isClean = false;
        Statements.send(connection, thoroughCleaningSql());
    }

    /** What the history is written with. */
    public HistoryWriter.Run historyRun() {
        return new HistoryWriter.Run(
                settings.pluginVersion(), role(false), role(true), AdvisoryLock.IS_HELD, usualCleaningSql());
    }

    private String role(boolean local) {
        return SessionSql.role(database.session(), local);
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

    public RunSettings settings() {
        return settings;
    }

    /** Whether the server still answers. */
    public boolean alive() throws SQLException {
        return connection.isValid(5);
    }

    /** What had become of the run's lock when it was released. */
    public enum Lock {
        /** It was held. */
        HELD,
        /** This session has released it before. */
        GIVEN_AWAY,
        /** It was taken by another session than the one that answers now. */
        ANOTHER_SESSION
    }

    /** Releases the lock. */
    public Lock release() throws SQLException {
        return Statements.query(
                        connection,
                        AdvisoryLock.RELEASE + ", " + SessionSql.isBackend(backend),
                        row -> row.getBoolean(1)
                                ? Lock.HELD
                                : row.getBoolean(2) ? Lock.GIVEN_AWAY : Lock.ANOTHER_SESSION)
                .get(0);
    }

    /** The address as people name it, without secrets. */
    public String address() {
        return database.describe();
    }

    @Override
    public void close() {
        boolean reusable = false;
        try {
            if (!connection.isClosed()) {
                leaveClean();
                reusable = lent;
            }
        } catch (SQLException goneAlready) {
            // What the run did does not depend on how its session ends.
        } finally {
            if (!reusable) {
                disconnect();
            }
        }
    }

    private void disconnect() {
        try {
            connection.close();
        } catch (SQLException goneAlready) {
            // As above.
        }
    }

    // Behind a proxy the server's session may outlive this one.
    private void leaveClean() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        if (lent) {
            clean();
            // One that was acquired again after a connection was lost is not released by the run.
            Statements.send(connection, "SELECT pg_advisory_unlock_all()");
        } else if (isProxied()) {
            Statements.send(connection, "DISCARD ALL");
        }
    }
}
