package io.github.claudenexus.testing;

import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.server.PostgresServer;
import io.github.claudenexus.server.ServerOnPort;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The server of the builds in src/it: a process of its own, because hook scripts see no end of the run. It ends when its
 * standard input does, and so with the build that started it, however that ends.
 */
public final class ItServer {

    private static final Path LOG = Path.of("target", "it-server.log");
    private static final String GUEST = "guest";

    private ItServer() {}

    /**
     * The database of a project: on the server of this URL, named after the project's folder.
     *
     * @param folder the project's, or one inside of it
     */
    public static String database(String server, File folder) {
        File project = folder;
        while (!project.getParentFile().getName().equals("it")) {
            project = project.getParentFile();
        }
        return server + "/" + project.getName().replace('-', '_');
    }

    /** Creates the database of this URL again, empty; starts a server on the URL's port if none answers there. */
    public static synchronized void freshDatabase(String url) throws SQLException, IOException, InterruptedException {
        URI uri = URI.create(url);
        if (!answers(uri)) {
            Process server = start(uri.getPort());
            while (!answers(uri)) {
                if (server.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("The server did not start: see " + LOG.toAbsolutePath());
                }
            }
        }
        String name = uri.getPath().substring(1);
        try (Connection connection = connect(uri, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name);
        }
    }

    private static boolean answers(URI uri) {
        try (Connection connection = connect(uri, "postgres")) {
            return connection.isValid(1);
        } catch (SQLException silence) {
            return false;
        }
    }

    static Connection connect(URI uri, String database) throws SQLException {
        String[] login = uri.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + "/" + database,
                login[0],
                login.length > 1 ? login[1] : "");
    }

    private static Process start(int port) throws IOException {
        URL[] places = ((URLClassLoader) ItServer.class.getClassLoader()).getURLs();
        String classPath = Arrays.stream(places)
                .map(place -> Path.of(URI.create(place.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
        // Its standard input stays open for as long as this process lives.
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        ItServer.class.getName(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
    }

    /** Serves on the port given, until standard input ends. */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Path.of("target", "it-server").toAbsolutePath();
        try (PostgresServer server =
                ServerOnPort.start(TestServer.binaries(18), folder, Integer.parseInt(arguments[0]))) {
            try (Connection connection = Connector.open(server.settings());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE " + GUEST + " LOGIN PASSWORD 'welcome'");
            }
            // Members of guest have a password; all others are let in without one.
            TestServer.letEverybodyIn(server, "host all +" + GUEST + " all scram-sha-256\n");
            while (System.in.read() >= 0) {
                // Nobody writes.
            }
        }
    }
}
