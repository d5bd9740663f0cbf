package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** Opens connections, without DriverManager: what that cannot use it prints, and it may find another project's driver. */
public final class Connector {

    private static final String APPLICATION_NAME = "application_name";
    static final String SECONDS_TO_CONNECT = "10";
    private static final long MS_BETWEEN_CALLS = 200;
    private static final String UNKNOWN_VALUE = "22023";

    // Nothing but user, database, encoding, date style and time zone is sent at start-up while the driver may assume
    // no version (assumeMinServerVersion); it then SETs the application's name itself.
    // No server-side prepared statements: a migration changes the tables they would be planned on.
    private static final Map<String, String> DEFAULTS = Map.of(
            "tcpKeepAlive", "true",
            "prepareThreshold", "0",
            "connectTimeout", SECONDS_TO_CONNECT,
            "loginTimeout", SECONDS_TO_CONNECT,
            "ApplicationName", "nexus-maven-plugin");

    private Connector() {}

    /**
     * Connects, and applies the session settings; the caller closes the connection. Of several hosts the first that
     * will do is taken.
     *
     * @throws NexusException when it cannot, saying why and holding no secret
     */
    public static Connection open(ConnectionSettings settings) {
        return reach(settings).connection();
    }

    /**
     * The same, and which host it was.
     *
     * @throws NexusException when it cannot, saying what each host answered and holding no secret
     */
    public static OpenedConnection reach(ConnectionSettings settings) {
        return new HostSearch(settings, true).run();
    }

    /**
     * The same, but the session settings are applied only if the server itself answers: a proxy may hand the session on
     * to somebody else as it is.
     *
     * @throws NexusException when it cannot, saying what each host answered and holding no secret
     */
    public static OpenedConnection reachBare(ConnectionSettings settings) {
        return new HostSearch(settings, false).run();
    }

    /**
     * Waits until a server takes a connection: one that does not answer yet, or says that it is starting, is asked again.
     * The last refusal is left to whoever connects next.
     *
     * @param patience for how long; none at all does not even ask
     * @param listener gets one line when it has to wait
     */
    public static void await(ConnectionSettings settings, Duration patience, Consumer<String> listener) {
        long end = System.nanoTime() + patience.toNanos();
        boolean said = false;
        while (System.nanoTime() < end && !answers(settings)) {
            if (!said) {
                said = true;
                listener.accept(
                        "Waiting for the server, for up to " + patience.toSeconds() + " s: " + settings.describe());
            }
            try {
                Thread.sleep(MS_BETWEEN_CALLS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean answers(ConnectionSettings settings) {
        try (Connection connection = reachBare(settings).connection()) {
            return connection != null;
        } catch (NexusException refused) {
            return refused.failure().code() != FailureCode.UNREACHABLE
                    && !refused.failure().place().sqlState().equals(Optional.of(ConnectFailure.STARTING));
        } catch (SQLException closing) {
            return true;
        }
    }

    /** Connects to the only host of these settings, whatever kind of server it is. */
    static Connection toOne(ConnectionSettings settings, boolean alsoBehindProxy) {
        try {
            Connection connection = DriverLog.quietly(() -> connect(settings));
            apply(settings, connection, alsoBehindProxy);
            return connection;
        } catch (SQLException failure) {
            throw ConnectFailure.of(failure, settings);
        }
    }

    private static Connection connect(ConnectionSettings settings) throws SQLException {
        try {
            return Objects.requireNonNull(new Driver().connect(url(settings.server()), properties(settings)));
        } catch (SQLException refused) {
            // The server writes the parameter's name in every language.
            if (!UNKNOWN_VALUE.equals(refused.getSQLState())
                    || !String.valueOf(refused.getMessage()).contains("\"" + SessionSettings.TIME_ZONE + "\"")) {
                throw refused;
            }
            return connectInUtc(settings, refused);
        }
    }

    // The driver always sends the name of the JVM's default time zone, and the server need not know it: "IST", or one
    // of a newer list. Only the name is another while it connects: what other threads of Maven compute with Date and
    // Calendar stays right; ZoneId.systemDefault(), which goes by the name, is UTC for that moment.
    private static synchronized Connection connectInUtc(ConnectionSettings settings, SQLException refused)
            throws SQLException {
        TimeZone machine = TimeZone.getDefault();
        TimeZone renamed = TimeZone.getDefault();
        renamed.setID("UTC");
        TimeZone.setDefault(renamed);
        try {
            return Objects.requireNonNull(new Driver().connect(url(settings.server()), properties(settings)));
        } catch (SQLException again) {
            refused.addSuppressed(again);
            throw refused;
        } finally {
            TimeZone.setDefault(machine);
        }
    }

    private static String url(ConnectionSettings.Server server) {
        return "jdbc:postgresql://" + server.hosts().get(0) + "/"
                + URLEncoder.encode(server.database(), StandardCharsets.UTF_8);
    }

    private static Properties properties(ConnectionSettings settings) {
        Properties properties = new Properties();
        properties.putAll(DEFAULTS);
        properties.putAll(KeepAliveSocketFactory.DEFAULTS);
        properties.putAll(settings.driver());
        if (settings.session().containsKey(APPLICATION_NAME)) {
            properties.setProperty("ApplicationName", settings.session().get(APPLICATION_NAME));
        }
        // The driver looks for it in its own class loader: a plugin's class realm, which has this class too.
        properties.setProperty("socketFactory", KeepAliveSocketFactory.class.getName());
        properties.setProperty("user", settings.user());
        // Without this property the driver looks for a password in files of its own choice, which no scrubber would
        // know.
        properties.setProperty("password", settings.password().reveal());
        return properties;
    }

    private static void apply(ConnectionSettings settings, Connection connection, boolean alsoBehindProxy)
            throws SQLException {
        Map<String, String> others = new HashMap<>(settings.session());
        others.remove(APPLICATION_NAME);
        if (others.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            int backend = connection.unwrap(PGConnection.class).getBackendPID();
            statement.execute(
                    SessionSettings.sql(others) + (alsoBehindProxy ? "" : " WHERE pg_backend_pid() = " + backend));
        } catch (SQLException refused) {
            try (connection) {
                throw Statements.isLoss(refused)
                        ? ConnectFailure.of(refused, settings)
                        : ConnectFailure.inSettings(refused, settings);
            }
        }
    }
}
