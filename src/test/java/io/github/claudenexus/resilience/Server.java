package io.github.claudenexus.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.jdbc.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A server that lets everybody in.
 *
 * @param host its address
 * @param port its port
 */
record Server(String host, int port) {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    static Server of(ConnectionSettings settings) {
        return new Server(settings.server().host(), settings.server().port());
    }

    /** The programs of a version of PostgreSQL. */
    static Path binaries(int major) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "servers"))) {
            return jars.filter(jar -> jar.getFileName().toString().contains("-" + major + "."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Makes an empty database. */
    Copy create() throws SQLException {
        return create("");
    }

    /** Makes a database with these options of CREATE DATABASE. */
    Copy create(String options) throws SQLException {
        String name = "resilience_" + COUNTER.incrementAndGet();
        admin("CREATE DATABASE " + name + " " + options);
        return new Copy(this, name);
    }

    /** Runs SQL in the database every server has. */
    void admin(String sql) throws SQLException {
        execute("postgres", sql);
    }

    /** Starts it anew, with what its settings are by now, from the binaries below this folder. */
    void restart(Path folder) throws IOException, SQLException, InterruptedException {
        String data = new Copy(this, "postgres").value("SHOW data_directory");
        Path program;
        try (Stream<Path> files = Files.walk(folder)) {
            program = files.filter(file -> file.endsWith("bin/pg_ctl"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> command = new ArrayList<>(List.of(program.toString(), "restart", "--silent", "--pgdata=" + data));
        if (System.getProperty("user.name", "").equals("root")) {
            // PostgreSQL refuses root.
            command.addAll(0, List.of("unshare", "-U"));
        }
        Process restart = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(restart.waitFor()).isZero();
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + database, "postgres", "");
    }

    /**
     * One database; dropped when closed.
     *
     * @param server where it is
     * @param name its name
     */
    record Copy(Server server, String name) implements AutoCloseable {

        String url() {
            return url("postgres");
        }

        String url(String user) {
            return "postgresql://" + user + "@" + server.host + ":" + server.port + "/" + name;
        }

        Connection connect() throws SQLException {
            return server.connect(name);
        }

        /** The first column of the first row, as text. */
        String value(String sql) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
            }
        }

        void execute(String sql) throws SQLException {
            server.execute(name, sql);
        }

        /** Makes a copy; nobody may be connected to this one. */
        Copy copy() throws SQLException {
            return server.create("TEMPLATE " + name + " STRATEGY file_copy");
        }

        @Override
        public void close() throws SQLException {
            server.admin("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }
}
