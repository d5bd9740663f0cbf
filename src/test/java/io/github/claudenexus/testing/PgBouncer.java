package io.github.claudenexus.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A PgBouncer of this machine in front of one database. */
public final class PgBouncer implements AutoCloseable {

    private static final Path FOLDER = Path.of("target", "pgbouncer").toAbsolutePath();

    private final URI database;
    private final int port;
    private final Process process;

    private PgBouncer(URI database, int port, Process process) {
        this.database = database;
        this.port = port;
        this.process = process;
    }

    /** Whether this machine has one. */
    public static boolean isThere() {
        return Programs.find("pgbouncer").isPresent();
    }

    /**
     * Starts one.
     *
     * @param settings of its section {@code [pgbouncer]}, such as {@code pool_mode=session}
     */
    public static PgBouncer before(TestDatabase database, String... settings) throws IOException, InterruptedException {
        return before(URI.create(database.direct()), settings);
    }

    private static PgBouncer before(URI uri, String... settings) throws IOException, InterruptedException {
        String[] login = uri.getUserInfo().split(":", 2);
        String password = login.length > 1 ? " password='" + login[1] + "'" : "";
        return start(uri, "user=" + login[0] + password, String.join("\n", settings) + "\nauth_type = any");
    }

    /** Starts one that keeps a session for each client, whoever the client is, in front of a server that trusts all. */
    static PgBouncer beforeServer(URI uri) throws IOException, InterruptedException {
        return start(uri, "auth_user=" + uri.getUserInfo(), """
                pool_mode = session
                default_pool_size = 200
                max_client_conn = 1000
                auth_type = trust
                """);
    }

    private static PgBouncer start(URI uri, String login, String settings) throws IOException, InterruptedException {
        int port = Programs.freePort();
        Files.createDirectories(FOLDER);
        Path file = Files.writeString(
                FOLDER.resolve(port + ".ini"), """
                [databases]
                * = host=%s port=%d %s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                %s
                """.formatted(uri.getHost(), uri.getPort(), login, port, settings));
        Process process = Programs.start(
                FOLDER.resolve(port + ".log"), Programs.find("pgbouncer").orElseThrow(), file.toString());
        PgBouncer bouncer = new PgBouncer(uri, port, process);
        while (!bouncer.answers()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("PgBouncer did not start: " + Files.readString(FOLDER.resolve(port + ".log")));
            }
        }
        return bouncer;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where it listens, on loopback. */
    int port() {
        return port;
    }

    /** The database's URL through it. */
    public String url() {
        return "postgresql://" + database.getUserInfo() + "@127.0.0.1:" + port + database.getPath();
    }

    /** The same for JDBC's DriverManager, without the prepared statements that a pooler cannot keep apart. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + database.getPath() + "?prepareThreshold=0&user="
                + database.getUserInfo().replaceFirst(":.*", "");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
