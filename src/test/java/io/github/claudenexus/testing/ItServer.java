package io.github.claudenexus.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The server of the builds in src/it: a process of its own, because hook scripts see no end of the run. It ends when its
 * standard input does, and so with the build that started it, however that ends.
 */
public final class ItServer {

    private static final Duration STARTUP = Duration.ofMinutes(1);
    private static final Path LOG = Path.of("target", "it-server.log");
    private static final String GUEST = "guest";

    private ItServer() {}

    /** Makes the database of this URL anew, empty; starts a server on the URL's port if none answers there. */
    public static void freshDatabase(String url) throws SQLException, IOException, InterruptedException {
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
        // The invoker leaves out what Maven has: slf4j.
        URL slf4j = LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation();
        String classPath = Stream.concat(Arrays.stream(places), Stream.of(slf4j))
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
        Path data = Files.createTempDirectory("nexus-it-server");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPort(Integer.parseInt(arguments[0]))
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(
                        Path.of("target", "it-server").toAbsolutePath().toFile())
                .setLocaleConfig("locale", "C")
                .setPGStartupWait(STARTUP)
                .start()) {
            askGuestForPassword(postgres, data.resolve("pg_hba.conf"));
            while (System.in.read() >= 0) {
                // Nobody writes.
            }
        }
    }

    /** Whoever is a member of guest, too; everybody else is trusted. */
    private static void askGuestForPassword(EmbeddedPostgres postgres, Path rules) throws IOException, SQLException {
        Files.writeString(rules, "host all +" + GUEST + " all scram-sha-256\n" + Files.readString(rules));
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + GUEST + " LOGIN PASSWORD 'welcome'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }
}
