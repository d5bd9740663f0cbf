package io.github.claudenexus.catalog;

import io.github.claudenexus.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A server of one version of PostgreSQL, with the roles and the tablespace that statements.sql names. */
final class OracleServer implements AutoCloseable {

    static final String DATABASE = "nexus_oracle";

    private static final String SETUP = """
            CREATE ROLE nexus_alice; CREATE ROLE nexus_bob; CREATE ROLE nexus_carol; CREATE ROLE nexus_super SUPERUSER;
            SET allow_in_place_tablespaces = on
            """;

    // pg_dump reads and sorts 5,000 comments on PostgreSQL's own objects, and prints none of them.
    private static final String WITHOUT_SYSTEM_COMMENTS = """
            SET allow_system_table_mods = on;
            DELETE FROM pg_description WHERE objoid < 16384 AND classoid <> 'pg_namespace'::regclass
            """;

    private final TestServer server;

    OracleServer(int major, Path folder) throws SQLException {
        this.server = TestServer.start(major, folder);
        try (Connection connection = server.connect("postgres")) {
            execute(connection, SETUP);
            execute(connection, "CREATE TABLESPACE nexus_space LOCATION ''");
            execute(connection, "CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = connect()) {
            execute(connection, WITHOUT_SYSTEM_COMMENTS);
        }
    }

    int port() {
        return server.port();
    }

    Connection connect() throws SQLException {
        // After CREATE, ALTER and DROP, too, the queries of a picture are to be planned already.
        return server.connect(DATABASE + "?flushCacheOnDdl=false");
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
