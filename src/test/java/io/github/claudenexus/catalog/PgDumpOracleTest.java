package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether the picture changes when the database does: on every version of PostgreSQL as statements.sql says, and where
 * there is a pg_dump that reads the server, exactly when pg_dump prints something else.
 */
class PgDumpOracleTest {

    private static final String DATABASE = "nexus_oracle";
    private static final String SETUP = """
            CREATE ROLE nexus_alice; CREATE ROLE nexus_bob; CREATE ROLE nexus_carol; CREATE ROLE nexus_super SUPERUSER;
            SET allow_in_place_tablespaces = on
            """;

    private final List<String> disagreements = new ArrayList<>();
    private int compared;
    private int deliberate;

    /** The versions to ask, of the property nexus.test.versions: all are {@code 14,15,16,17,18}. */
    static IntStream versions() {
        return Arrays.stream(System.getProperty("nexus.test.versions", "15,18").split(",", -1))
                .mapToInt(Integer::parseInt);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void thePictureChangesWhenTheDumpDoes(int major, @TempDir Path folder) throws Exception {
        boolean dumps = PgDump.version() >= major;
        try (EmbeddedServer server = EmbeddedServer.start(binaries(major), folder)) {
            setUp(server);
            try (Connection connection = connect(server, DATABASE)) {
                Looks looks = new Looks(connection, dumps ? new PgDump() : null, server.port());
                for (Ddl statement : Ddl.all()) {
                    if (statement.runsOn(major)) {
                        compare(statement, looks);
                    }
                }
            }
        }
        System.err.printf(
                "PostgreSQL %d%s: %d statements, %d deliberate differences, %d disagreements%n",
                major,
                dumps ? "" : " (pg_dump left out: there is none of version " + major + " or later)",
                compared,
                dumps ? deliberate : 0,
                disagreements.size());
        assertThat(disagreements).isEmpty();
    }

    private void compare(Ddl statement, Looks looks) throws SQLException {
        Picture before = looks.picture;
        String dumpBefore = looks.dump;
        looks.after(statement);
        compared++;
        deliberate += statement.changesPicture() == statement.changesDump() ? 0 : 1;
        List<Difference> differences = before.differences(looks.picture);
        if (differences.isEmpty() == statement.changesPicture()) {
            disagreements.add("picture, " + statement + ": " + differences);
        }
        if (looks.pgDump != null && looks.dump.equals(dumpBefore) == statement.changesDump()) {
            disagreements.add("pg_dump, " + statement);
        }
    }

    private static void setUp(EmbeddedServer server) throws SQLException {
        try (Connection connection = connect(server, "postgres")) {
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

    private static Connection connect(EmbeddedServer server, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.port() + "/" + database, "postgres", "");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** The database as it looks now. */
    private static final class Looks {

        private final Connection connection;
        private final @Nullable PgDump pgDump;
        private final int port;
        private Picture picture;
        private String dump;

        Looks(Connection connection, @Nullable PgDump pgDump, int port) throws SQLException {
            this.connection = connection;
            this.pgDump = pgDump;
            this.port = port;
            CompletableFuture<String> printed = dump();
            this.picture = picture();
            this.dump = printed.join();
        }

        void after(Ddl statement) throws SQLException {
            try {
                execute(connection, statement.sql());
                assertThat(statement.fails()).as(statement.sql()).isFalse();
            } catch (SQLException failure) {
                if (!statement.fails()) {
                    throw new SQLException(statement.sql() + ": " + failure.getMessage(), failure);
                }
            }
            CompletableFuture<String> printed = dump();
            picture = picture();
            dump = printed.join();
        }

        private Picture picture() throws SQLException {
            return new PictureReader("public.nexus_migrations").read(connection);
        }

        private CompletableFuture<String> dump() {
            return CompletableFuture.supplyAsync(() -> pgDump == null ? "" : pgDump.of(port, DATABASE));
        }
    }
}
