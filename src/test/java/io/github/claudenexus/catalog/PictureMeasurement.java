package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How long the picture of a database with 1,000 tables takes, and pg_dump beside it, in turns. It is no test, as times
 * are none: only {@code -Dtest=PictureMeasurement} runs it, and it prints what it saw.
 */
class PictureMeasurement {

    private static final int TABLES = 1_000;
    private static final int ROUNDS = 7;
    static final String TABLE = """
            CREATE TABLE many.t%1$d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                parent bigint REFERENCES many.t%2$d, name text NOT NULL UNIQUE, price numeric(10, 2) DEFAULT 0,
                made timestamptz DEFAULT now(), tags text[], CHECK (price >= 0));
            CREATE INDEX ON many.t%1$d (made DESC); CREATE INDEX ON many.t%1$d (lower(name)) WHERE price > 0;
            COMMENT ON TABLE many.t%1$d IS 'table %1$d'; COMMENT ON COLUMN many.t%1$d.name IS 'its name';
            COMMENT ON COLUMN many.t%1$d.price IS 'what it costs';
            """;

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    static IntStream versions() {
        return PgDumpOracleTest.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void pictureAndDump(int major, @TempDir Path folder) throws IOException, SQLException {
        try (OracleServer server = new OracleServer(major, folder);
                Connection connection = server.connect()) {
            OracleServer.execute(connection, "CREATE SCHEMA many");
            for (int table = 0; table < TABLES; table++) {
                OracleServer.execute(connection, TABLE.formatted(table, table == 0 ? 0 : table - 1));
            }
            OracleServer.execute(connection, "VACUUM ANALYZE");
            measure(major, server, connection);
        }
    }

    private static void measure(int major, OracleServer server, Connection connection)
            throws IOException, SQLException {
        PictureReader reader = new PictureReader("public.nexus_migrations");
        boolean dumps = PgDump.version() >= major;
        PgDump pgDump = dumps ? new PgDump() : null;
        assertThat(reader.read(connection).objects()).containsKey("table many.t" + (TABLES - 1));
        long[] pictures = new long[ROUNDS];
        long[] others = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            pictures[round] = millis(() -> {
                try (Connection fresh = server.connect()) {
                    reader.read(fresh);
                }
            });
            others[round] = pgDump == null ? 0 : millis(() -> pgDump.of(server.port(), OracleServer.DATABASE));
        }
        long picture = median(pictures);
        System.err.printf(
                "PostgreSQL %d, %d tables, middle of %d rounds: picture %d ms", major, TABLES, ROUNDS, picture);
        long dump = median(others);
        System.err.println(
                dumps ? ", pg_dump %d ms, ratio %.2f".formatted(dump, (double) picture / dump) : ", no pg_dump for it");
    }

    private static long median(long[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }

    private static long millis(Work work) throws SQLException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
