package io.github.claudenexus.testing;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server of the tests. Most share one, chosen by the property {@code test.server}: {@code embedded} (the
 * default), {@code testcontainers}, or the postgresql:// URL of a role that may create databases. With
 * {@code -Dtest.pooler=session}, runs reach the embedded one through a PgBouncer. Others start one of their own.
 * Those that this class starts let every user of this machine in, without a password.
 */
public final class TestServer implements AutoCloseable {

    private static final int NEWEST = 18;
    private static final int FIRST_WITH_STRATEGIES = 15;

    private final String login;
    private final String host;
    private final int port;
    private final String createOptions;
    private final Runnable stop;
    private int portOfRuns;

    private TestServer(String login, String host, int port, String createOptions, Runnable stop) {
        this.login = login;
        this.host = host;
        this.port = port;
        this.createOptions = createOptions;
        this.stop = stop;
        this.portOfRuns = port;
    }

    private static final class Shared {
        static final TestServer INSTANCE = start();

        private static TestServer start() {
            String choice = System.getProperty("test.server", "embedded");
            TestServer server =
                    switch (choice) {
                        case "embedded" -> TestServer.start(NEWEST, Folders.of("test-server"));
                        case "testcontainers" -> container();
                        default -> given(URI.create(choice));
                    };
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            if ("session".equals(System.getProperty("test.pooler"))) {
                server.startPooler();
            }
            try (Connection connection = server.connect("postgres")) {
                System.err.println(
                        "Tests run on PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + " ("
                                + choice.replaceAll("//.*@", "//") + ")");
            } catch (SQLException unreachable) {
                throw new IllegalStateException("The tests' server does not answer", unreachable);
            }
            return server;
        }
    }

    /** The one that most tests share. */
    public static TestServer shared() {
        return Shared.INSTANCE;
    }

    /** Starts an empty server of a version, which is gone when closed. */
    public static TestServer start(int major, Path folder) {
        return open(PostgresServer.thrownAway(binaries(major), folder), major);
    }

    /** Starts a server whose data the next start on the folder finds. */
    public static TestServer startKept(int major, Path folder) {
        return open(PostgresServer.kept(binaries(major), folder), major);
    }

    /** The programs of a version of PostgreSQL: its artifact, or one that is unpacked sooner. */
    public static Path binaries(int major) {
        try {
            // The others are unpacked once or twice a build.
            return major == NEWEST ? Repacked.of(artifact(major)) : artifact(major);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The artifact with the programs of a version of PostgreSQL; where this machine has none, the test is left out. */
    public static Path artifact(int major) {
        try (Stream<Path> jars = Files.list(Path.of("target", "servers"))) {
            return jars.filter(jar -> jar.getFileName().toString().contains("-" + major + "."))
                    .findFirst()
                    .orElseThrow(() -> {
                        LeftOut.report("PostgreSQL " + major + " (there are no binaries for this machine)");
                        return new TestAbortedException("no binaries of PostgreSQL " + major);
                    });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static TestServer open(PostgresServer server, int major) {
        letEverybodyIn(server, "");
        ConnectionSettings.Server address = server.settings().server();
        return new TestServer(
                "postgres",
                address.host(),
                address.port(),
                // Not through the log: the server waits for no disk.
                major < FIRST_WITH_STRATEGIES ? "" : " STRATEGY file_copy",
                server::close);
    }

    /**
     * Lets every user of this machine connect to a server without a password.
     *
     * @param exceptions lines of pg_hba.conf that come first
     */
    static void letEverybodyIn(PostgresServer server, String exceptions) {
        ConnectionSettings settings = server.settings();
        String url = "jdbc:postgresql://" + settings.server();
        try (Connection connection = DriverManager.getConnection(
                        url, settings.user(), settings.password().reveal());
                Statement statement = connection.createStatement()) {
            String rules = value(statement, "SHOW hba_file");
            Files.writeString(Path.of(rules), exceptions + "host all all 127.0.0.1/32 trust\n");
            value(statement, "SELECT pg_reload_conf()");
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException(failure);
        }
        while (refuses(url, settings.user())) {
            pause();
        }
    }

    private static boolean refuses(String url, String user) {
        try (Connection connection = DriverManager.getConnection(url, user, "")) {
            return !connection.isValid(1);
        } catch (SQLException notYet) {
            return true;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static TestServer container() {
        String image = System.getenv().getOrDefault("NEXUS_POSTGRES_IMAGE", "postgres:17");
        @SuppressWarnings("resource")
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container.start();
        return new TestServer(
                container.getUsername() + ":" + container.getPassword(),
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                "",
                container::stop);
    }

    private static TestServer given(URI url) {
        String login = url.getUserInfo() == null ? "postgres" : url.getUserInfo();
        return new TestServer(login, url.getHost(), url.getPort() < 0 ? 5432 : url.getPort(), "", () -> {});
    }

    private void startPooler() {
        try {
            PgBouncer pooler = PgBouncer.beforeServer(URI.create(direct("postgres")));
            Runtime.getRuntime().addShutdownHook(new Thread(pooler::close));
            portOfRuns = pooler.port();
            System.err.println("Runs go through PgBouncer, a session for each client");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException end) {
            throw new IllegalStateException(end);
        }
    }

    /** Makes an empty database. */
    public TestDatabase createDatabase() throws SQLException {
        return createDatabase("");
    }

    /** Makes a database with these options of CREATE DATABASE. */
    public TestDatabase createDatabase(String options) throws SQLException {
        return TestDatabase.create(this, options + createOptions);
    }

    /** Runs SQL as the superuser, in the database {@code postgres}. */
    public void admin(String sql) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A new connection as the superuser; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        String[] userAndPassword = login.split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + database,
                userAndPassword[0],
                userAndPassword.length > 1 ? userAndPassword[1] : "");
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The URL for a run. */
    String url(String database) {
        return url(login, portOfRuns, database);
    }

    /** The URL for a run as another user, where no password is asked for. */
    String url(String database, String user) {
        return url(user, portOfRuns, database);
    }

    /** The URL for what does without a pooler. */
    String direct(String database) {
        return url(login, port, database);
    }

    private String url(String user, int at, String database) {
        return "postgresql://" + user + "@" + host + ":" + at + "/" + database;
    }

    @Override
    public void close() {
        stop.run();
    }
}
