package io.github.claudenexus.testing;

import io.github.claudenexus.server.ThrowAwayServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The one server of a test run, chosen by the property {@code nexus.test.server}: {@code embedded} (the default),
 * {@code testcontainers}, or the postgresql:// URL of a role that may create databases. With
 * {@code -Dnexus.test.pooler=session}, runs reach the embedded one through a PgBouncer.
 */
final class TestServer {

    private static final TestServer INSTANCE = start(System.getProperty("nexus.test.server", "embedded"));

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final int portOfRuns;
    private final String manner;

    private TestServer(String host, int port, String user, String password, String manner) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.manner = manner;
        this.portOfRuns = "session".equals(System.getProperty("nexus.test.pooler")) ? pooler().port() : port;
    }

    private PgBouncer pooler() {
        try {
            PgBouncer pooler = PgBouncer.beforeServer(URI.create(direct("postgres")));
            Runtime.getRuntime().addShutdownHook(new Thread(pooler::close));
            System.err.println("Runs go through PgBouncer, a session for each client");
            return pooler;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException end) {
            throw new IllegalStateException(end);
        }
    }

    static TestServer instance() {
        return INSTANCE;
    }

    private static TestServer start(String choice) {
        TestServer server =
                switch (choice) {
                    case "embedded" -> embedded();
                    case "testcontainers" -> container();
                    default -> given(URI.create(choice));
                };
        try (Connection connection = server.connect("postgres")) {
            System.err.println(
                    "Tests run on PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + " ("
                            + choice.replaceAll("//.*@", "//") + ")");
        } catch (SQLException unreachable) {
            throw new IllegalStateException("The tests' server does not answer", unreachable);
        }
        return server;
    }

    private static TestServer embedded() {
        URL inside = TestServer.class.getResource("/postgres-linux-x86_64.txz");
        if (inside == null) {
            throw new IllegalStateException("The binaries of PostgreSQL are not on the test class path");
        }
        String jar = inside.toString().replaceAll("^jar:(.*)!.*$", "$1");
        try {
            ThrowAwayServer server = ThrowAwayServer.start(Path.of(new URI(jar)), Folders.of("test-server"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return new TestServer("127.0.0.1", server.port(), "postgres", "", soonest(server.port()));
        } catch (URISyntaxException | SQLException failure) {
            throw new IllegalStateException("The built-in server did not start", failure);
        }
    }

    // Before version 15 there was but one way, and no word for it.
    private static String soonest(int port) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "")) {
            return connection.getMetaData().getDatabaseMajorVersion() < 15 ? "" : " STRATEGY file_copy";
        }
    }

    // Closed by the JVM's end, as Testcontainers recommends for a container that serves a whole run.
    @SuppressWarnings("resource")
    private static TestServer container() {
        String image = System.getenv().getOrDefault("NEXUS_POSTGRES_IMAGE", "postgres:17");
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new TestServer(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword(),
                "");
    }

    private static TestServer given(URI url) {
        String[] login = (url.getUserInfo() == null ? "postgres" : url.getUserInfo()).split(":", 2);
        int port = url.getPort() < 0 ? 5432 : url.getPort();
        return new TestServer(url.getHost(), port, login[0], login.length > 1 ? login[1] : "", "");
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
    }

    /** How databases are made soonest: not through the log, where the server is our own and waits for no disk. */
    String manner() {
        return manner;
    }

    /** The URL for a run. */
    String url(String database) {
        return url(portOfRuns, database);
    }

    /** The URL for what does without a pooler. */
    String direct(String database) {
        return url(port, database);
    }

    private String url(int at, String database) {
        String login = password.isEmpty() ? user : user + ":" + password;
        return "postgresql://" + login + "@" + host + ":" + at + "/" + database;
    }
}
