package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.OpenedConnection;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.ServerInfo;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A server on which databases are made for one rehearsal, and dropped after it. Their names carry the run's number, and
 * while the run lasts it holds a session-level lock of that number: what a run that was killed left behind is dropped by
 * the next one.
 */
public final class Scratch implements AutoCloseable {

    /** What the names of a rehearsal's databases begin with. */
    static final String PREFIX = "nexus_rehearsal_";

    static final String SEARCH_PATH = "search_path";
    private static final String DISK_FULL = "53100";
    private static final SecureRandom RANDOM = new SecureRandom();

    // A time-out that the role brings along would end the run's own lock, and with it its databases.
    private static final Map<String, String> PATIENT =
            Map.of("statement_timeout", "0", "idle_session_timeout", "0", "idle_in_transaction_session_timeout", "0");

    // Copying a database's files takes checkpoints, which are cheap where no disk is waited for; the other way, all its
    // pages through the log, is cheap nowhere.
    private static final String BEGIN = """
            SELECT current_user, current_setting('server_version'), rolsuper OR rolcreatedb,
                   CASE WHEN current_setting('fsync') = 'off' AND current_setting('server_version_num')::int >= 150000
                       THEN ' STRATEGY file_copy' ELSE '' END,
                   pg_advisory_lock(?)
            FROM pg_roles WHERE rolname = current_user""";

    private final ConnectionSettings server;
    private final boolean kept;
    private final Connection connection;
    private final ScratchCleanup cleanup;
    private final BackgroundDrops drops;
    private final String run;
    private final Facts facts;
    private final Optional<String> searchPath;
    private final Set<String> rolesFound = new TreeSet<>();
    private int made;

    private Scratch(
            ConnectionSettings server,
            Optional<String> searchPath,
            boolean kept,
            Connection connection,
            long number,
            Facts facts) {
        this.server = server;
        this.searchPath = searchPath;
        this.kept = kept;
        this.connection = connection;
        this.cleanup = new ScratchCleanup(connection);
        this.drops = new BackgroundDrops(server);
        this.run = String.format(Locale.ROOT, "%014x", number);
        this.facts = facts;
    }

    /** What the server says of itself and of the role. */
    private record Facts(String role, String version, boolean mayCreate, String strategy) {}

    /**
     * Begins a rehearsal on a server that is deleted after it.
     *
     * @param server any database of it
     * @throws NexusException when the server cannot be used
     */
    public static Scratch thrownAway(ConnectionSettings server, TargetState target) {
        return open(server, target, false);
    }

    /**
     * Begins a rehearsal on a server that is there before and after it.
     *
     * @param server any database of it but the target, by a role that may create databases
     * @throws NexusException when the server cannot be used
     */
    public static Scratch kept(ConnectionSettings server, TargetState target) {
        return open(server, target, true);
    }

    private static Scratch open(ConnectionSettings server, TargetState target, boolean kept) {
        OpenedConnection reached = Connector.reach(server);
        Connection connection = reached.connection();
        try {
            long number = RANDOM.nextLong(1L << 56);
            Facts facts = Statements.query(
                            connection,
                            BEGIN,
                            row -> new Facts(
                                    row.getString(1),
                                    row.getString(2).replaceAll(" .*", ""),
                                    row.getBoolean(3),
                                    row.getString(4)),
                            number)
                    .get(0);
            ServerInfo.refuseOld("The server of nexus.scratchUrl", facts.version());
            Statements.send(connection, SessionSettings.sql(PATIENT));
            if (!facts.mayCreate()) {
                throw unfit(
                                "The role " + facts.role() + " may not create databases on " + server.describe(),
                                "Give it that right: ALTER ROLE " + facts.role() + " CREATEDB.")
                        .exception();
            }
            if (target.database().isPresent() && target.database().get().equals(TargetReader.identity(connection))) {
                throw unfit(
                                "nexus.scratchUrl names the target itself, " + server.describe(),
                                "Name another database, best on another server: databases are made and dropped there.")
                        .exception();
            }
            // Else a migration may change it, by ALTER DATABASE. On a server that is kept the path of the role there
            // would come before that of a database.
            boolean ofSession = kept || target.sessions().pathOfSession();
            Map<String, String> session = sessionOf(target, reached.settings().session());
            Optional<String> searchPath =
                    ofSession ? Optional.empty() : Optional.ofNullable(session.remove(SEARCH_PATH));
            Scratch scratch =
                    new Scratch(with(session, reached.settings()), searchPath, kept, connection, number, facts);
            scratch.cleanup.dropOrphans(scratch.run);
            return scratch;
        } catch (SQLException | RuntimeException failure) {
            try {
                connection.close();
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure instanceof NexusException known ? known : refused(server, failure);
        }
    }

    /** Names without a schema, and times of day, must mean here what they mean on the target. */
    private static Map<String, String> sessionOf(TargetState target, Map<String, String> server) {
        Map<String, String> session = new HashMap<>(server);
        session.putAll(PATIENT);
        if (target.database().isPresent()) {
            session.keySet().removeIf(SessionSettings.TIME_ZONE::equalsIgnoreCase);
            session.putAll(target.sessions().settings());
        }
        // A verdict must not depend on where it was reached.
        if (!SessionSettings.nameTimeZone(session)) {
            session.put(SessionSettings.TIME_ZONE, "UTC");
        }
        return session;
    }

    private static ConnectionSettings with(Map<String, String> session, ConnectionSettings server) {
        return new ConnectionSettings(server.server(), server.user(), server.password(), server.driver(), session);
    }

    /** The server's version, {@code 18.1}. */
    public String version() {
        return facts.version();
    }

    /** The server's major version. */
    public OptionalInt major() {
        return OptionalInt.of(Integer.parseInt(facts.version().replaceAll("\\D.*", "")));
    }

    /** Whether the server is there before and after the rehearsal. */
    boolean isKept() {
        return kept;
    }

    /** How the server is reached. */
    ConnectionSettings server() {
        return server;
    }

    /** The server without secrets. */
    public String describe() {
        return server.describe();
    }

    /** Whether the server still answers. */
    boolean answers() throws SQLException {
        return connection.isValid(5);
    }

    /** The server's roles. */
    Set<String> roles() throws SQLException {
        return new TreeSet<>(Statements.query(connection, "SELECT rolname FROM pg_roles", row -> row.getString(1)));
    }

    /** Makes those of these roles that the server lacks, if it is thrown away; none of them can log in. */
    void makeRoles(Set<String> names) throws SQLException {
        if (kept) {
            return;
        }
        if (rolesFound.isEmpty()) {
            rolesFound.addAll(roles());
        }
        for (String name : names) {
            if (!rolesFound.contains(name)) {
                Statements.send(connection, "CREATE ROLE " + quoted(name));
            }
        }
    }

    /** Drops all that this rehearsal has made, and on a server that is thrown away the roles of its migrations too. */
    void startAgain() throws SQLException {
        cleanup.dropAll(run);
        dropRolesBut(rolesFound);
    }

    /** Drops all other roles than these, if the server is thrown away. */
    void dropRolesBut(Set<String> names) throws SQLException {
        Set<String> others = kept ? new TreeSet<>() : roles();
        others.removeAll(names);
        if (!others.isEmpty()) {
            // At once, as some may have rights of others.
            Statements.send(
                    connection,
                    "DROP ROLE " + others.stream().map(Scratch::quoted).collect(Collectors.joining(", ")));
        }
    }

    /** A name as an identifier in a statement. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** An empty database. */
    ConnectionSettings create() throws SQLException {
        String name = create("template0");
        if (searchPath.isPresent()) {
            DatabaseSettings.setSearchPath(connection, name, searchPath.get());
        }
        return server.to(name);
    }

    /** A copy of another database of this rehearsal, to which no session may be connected. */
    ConnectionSettings copy(ConnectionSettings original) throws SQLException {
        String copy = create(original.server().database());
        DatabaseSettings.copy(connection, original.server().database(), copy);
        return original.to(copy);
    }

    private String create(String template) throws SQLException {
        String name = PREFIX + run + "_" + ++made;
        Statements.send(connection, "CREATE DATABASE " + name + " TEMPLATE " + template + facts.strategy());
        return name;
    }

    /** Drops a database of this rehearsal, and ends whoever is still connected to it. */
    void drop(ConnectionSettings database) throws SQLException {
        cleanup.drop(database.server().database());
    }

    /** Drops a database that is not needed any more; one that cannot be now is dropped at the end of the rehearsal. */
    void discard(ConnectionSettings database) throws SQLException {
        try {
            if (kept || !BackgroundDrops.isFree(connection, database.server().database())) {
                drop(database);
            } else {
                drops.drop(database.server().database());
            }
        } catch (SQLException later) {
            if (!answers()) {
                throw later;
            }
        }
    }

    /** Something is wrong with the server that was named for rehearsals. */
    static Failure unfit(String message, String hint) {
        return Failure.of(FailureCode.UNFIT_SCRATCH, message, hint);
    }

    /** What the server refused. */
    static NexusException refused(ConnectionSettings server, Exception refusal) {
        return unfit(
                        "The rehearsal could not use " + server.describe() + ": " + ServerComplaint.of(refusal) + ".",
                        "Look at the server and its log; nexus.scratchUrl names another one.")
                .exception(refusal);
    }

    /** Whether the server has no room left: what it refuses then says nothing of a migration. */
    static boolean isFull(Exception refusal) {
        return refusal instanceof NexusException known
                ? isFull(known.failure())
                : refusal instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState());
    }

    static boolean isFull(Failure failure) {
        return failure.place().sqlState().equals(Optional.of(DISK_FULL));
    }

    /** Leaves what this rehearsal has made to be deleted with the server, which takes less time than to drop it. */
    public void leave() {
        drops.close();
        try {
            connection.close();
        } catch (SQLException goneAlready) {
            // The server ends the session anyway.
        }
    }

    /** Drops what this rehearsal has made; on a server that is deleted, what cannot be dropped goes with it. */
    @Override
    public void close() {
        drops.close();
        try (connection) {
            Optional<SQLException> left = cleanup.end(run);
            if (left.isPresent()) {
                throw left.get();
            }
        } catch (SQLException failure) {
            if (kept) {
                throw refused(server, failure);
            }
        }
    }
}
