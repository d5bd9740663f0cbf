package io.github.claudenexus.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Two servers of this machine's own PostgreSQL: a primary, and a standby that has applied each commit before the primary
 * answers it.
 */
public final class Replicated implements AutoCloseable {

    private static final String USER = "postgres";

    private final Path folder;
    private final int primary;
    private final int standby;

    private Replicated(Path folder, int primary, int standby) {
        this.folder = folder;
        this.primary = primary;
        this.standby = standby;
    }

    /** Whether this machine has the programs. */
    public static boolean isThere() {
        return Stream.of("initdb", "pg_ctl", "pg_basebackup")
                .allMatch(program -> Programs.find(program).isPresent());
    }

    /** Makes and starts both. */
    public static Replicated start() throws IOException, SQLException {
        Path target = Path.of("target").toAbsolutePath();
        Files.createDirectories(target);
        Replicated both = new Replicated(
                Files.createTempDirectory(target, "replicated"), Programs.freePort(), Programs.freePort());
        try {
            both.make();
        } catch (IOException | SQLException failure) {
            both.close();
            throw failure;
        }
        return both;
    }

    private void make() throws IOException, SQLException {
        run("initdb", "-D", data(primary), "-U", USER, "-A", "trust", "-N", "-E", "UTF8", "--locale=C");
        Files.writeString(Path.of(data(primary), "postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                fsync = off
                dynamic_shared_memory_type = mmap
                """);
        start(primary);
        String from = "host=127.0.0.1 user=" + USER + " port=" + primary;
        run("pg_basebackup", "-D", data(standby), "-d", from, "-R", "-c", "fast", "-N");
        start(standby);
        for (String sql : List.of(
                "ALTER SYSTEM SET synchronous_standby_names = '*'",
                "ALTER SYSTEM SET synchronous_commit = 'remote_apply'",
                "SELECT pg_reload_conf()")) {
            execute(primaryUrl(), sql);
        }
    }

    private void start(int port) throws IOException {
        run("pg_ctl", "start", "-w", "-s", "-D", data(port), "-o", "-p " + port, "-l", folder + "/" + port + ".log");
    }

    /** The database postgres of the primary. */
    public String primaryUrl() {
        return url(primary);
    }

    /** The same database, where it can only be read until the standby is promoted. */
    public String standbyUrl() {
        return url(standby);
    }

    /** The same database, on whichever of the two can be written now. */
    public String writableUrl() {
        return "postgresql://" + USER + "@127.0.0.1:" + standby + ",127.0.0.1:" + primary
                + "/postgres?target_session_attrs=read-write";
    }

    private static String url(int port) {
        return "postgresql://" + USER + "@127.0.0.1:" + port + "/postgres";
    }

    /** Ends the primary as a crash would. */
    public void crashPrimary() throws IOException {
        run("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", data(primary));
    }

    /** Makes the standby a server that can be written. */
    public void promoteStandby() throws IOException {
        run("pg_ctl", "promote", "-w", "-s", "-D", data(standby));
    }

    /** A connection to the database of this URL; the caller closes it. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url.replace(USER + "@", "") + "?user=" + USER);
    }

    /** Runs one statement. */
    public static void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String data(int port) {
        return folder.resolve("data-" + port).toString();
    }

    private void run(String program, String... arguments) throws IOException {
        Programs.run(folder.resolve("programs.log"), Programs.find(program).orElseThrow(), arguments);
    }

    @Override
    public void close() throws IOException {
        for (int port : new int[] {standby, primary}) {
            if (Files.exists(Path.of(data(port), "postmaster.pid"))) {
                run("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", data(port));
            }
        }
        FileUtils.deleteDirectory(folder.toFile());
    }
}
