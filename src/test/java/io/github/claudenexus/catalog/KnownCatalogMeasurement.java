package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long the picture of a database takes that is known but for what a migration has changed, and the whole one beside
 * it. It is no test, as times are none: only {@code -Dtest=KnownCatalogMeasurement} runs it, and it prints what it saw.
 */
class KnownCatalogMeasurement {

    private static final String HISTORY = "public.nexus_migrations";
    private static final int ROUNDS = 7;
    private static final String[][] CHANGES = {
        {"CREATE TABLE many.one (id bigint PRIMARY KEY, t bigint REFERENCES many.t7)", "DROP TABLE many.one"},
        {"ALTER TABLE many.one ADD COLUMN name text NOT NULL DEFAULT ''", "ALTER TABLE many.one DROP COLUMN name"},
        {"CREATE INDEX name ON many.one (name)", "DROP INDEX many.name"},
        {"DROP TABLE many.one", "CREATE TABLE many.one (id bigint PRIMARY KEY)"},
    };

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 300, 1_000})
    void wholeAndKnown(int tables) throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection migrating = database.connect();
                Connection reading = database.connect()) {
            OracleServer.execute(migrating, "CREATE SCHEMA many");
            for (int table = 0; table < tables; table++) {
                OracleServer.execute(migrating, PictureMeasurement.TABLE.formatted(table, table == 0 ? 0 : table - 1));
            }
            OracleServer.execute(migrating, "VACUUM ANALYZE");
            PictureReader whole = new PictureReader(HISTORY);
            print(tables, "whole, on a new connection", () -> {}, () -> {
                try (Connection fresh = database.connect()) {
                    whole.read(fresh);
                }
            });
            print(tables, "whole, again", () -> {}, () -> whole.read(reading));
            KnownCatalog known = new KnownCatalog(HISTORY);
            KnownCatalog.dedicate(reading);
            Picture before = known.read(reading);
            print(tables, "known, fingerprint alone", () -> {}, () -> known.read(reading));
            for (String[] change : CHANGES) {
                measure(tables, change, migrating, reading, known);
            }
            Picture after = known.read(reading);
            print(tables, "comparing two pictures", () -> {}, () -> assertThat(before.differences(after))
                    .isEmpty());
            assertThat(after).isEqualTo(whole.read(reading));
            assertThat(known.wholeReads()).isEqualTo(1);
        }
    }

    private static void measure(
            int tables, String[] change, Connection migrating, Connection reading, KnownCatalog known)
            throws SQLException {
        String undo = change[1];
        OracleServer.execute(migrating, change[0]);
        known.read(reading);
        print(
                tables,
                "known, after " + change[0].replaceFirst(" (many|name|COLUMN).*", ""),
                () -> {
                    OracleServer.execute(migrating, undo);
                    known.read(reading);
                    OracleServer.execute(migrating, change[0]);
                },
                () -> known.read(reading));
    }

    /** The least of a few rounds: what else the machine does only adds to it. */
    private static void print(int tables, String what, Work before, Work measured) throws SQLException {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            before.run();
            long start = System.nanoTime();
            measured.run();
            least = Math.min(least, (System.nanoTime() - start) / 1e6);
        }
        System.err.printf(Locale.ROOT, "%,6d tables, %-34s %7.1f ms%n", tables, what + ":", least);
    }
}
