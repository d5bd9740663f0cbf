package io.github.claudenexus.catalog;

import io.github.claudenexus.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A server of one version of PostgreSQL, with the roles and the tablespace that statements.sql names. */
final class OracleServer implements AutoCloseable {

    static final String DATABASE = "nexus_oracle";

    private static final String SETUP = """
            CREATE ROLE nexus_alice; CREATE ROLE nexus_bob; CREATE ROLE nexus_carol; CREATE ROLE nexus_super SUPERUSER;
            SET allow_in_place_tablespaces = on
            """;

    private final EmbeddedServer server;

    OracleServer(int major, Path folder) throws IOException, SQLException {
        this.server = EmbeddedServer.start(binaries(major), folder);
        try (Connection connection = connect("postgres")) {
            execute(connection, SETUP);
            execute(connection, "CREATE TABLESPACE nexus_space LOCATION ''");
            execute(connection, "CREATE DATABASE " + DATABASE);
        }
    }

    private static Path binaries(int major) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "servers"))) {
            return jars.filter(jar -> jar.getFileName().toString().contains("-" + major + "."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    int port() {
        return server.port();
    }

    Connection connect() throws SQLException {
        return connect(DATABASE);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.port() + "/" + database, "postgres", "");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new SQLException(sql + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
