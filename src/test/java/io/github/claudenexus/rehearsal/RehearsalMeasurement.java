package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a rehearsal of small migrations takes, and psql beside it with the same steps on the same server: up, up once
 * more, down, up, and on a second database up. It is no test, as times are none: only {@code -Dtest=RehearsalMeasurement}
 * runs it, and it prints what it saw.
 */
class RehearsalMeasurement {

    private record Small(String up, String down) {

        /** Seven of ten make a table; the others change one that is there. */
        static Small number(int i) {
            int table = Math.max(1, i * 7 / 100 * 10 + 1);
            return switch (i % 10) {
                case 2 ->
                    new Small(
                            "ALTER TABLE t_%d ADD COLUMN note_%d text;".formatted(table, i),
                            "ALTER TABLE t_%d DROP COLUMN note_%d;".formatted(table, i));
                case 4 ->
                    new Small(
                            "CREATE INDEX idx_%d ON t_%d (created_at);".formatted(i, table),
                            "DROP INDEX idx_%d;".formatted(i));
                case 6 ->
                    new Small(
                            "CREATE VIEW v_%d AS SELECT id, name FROM t_%d;".formatted(i, table),
                            "DROP VIEW v_%d;".formatted(i));
                default -> new Small("""
                            CREATE TABLE t_%1$d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,
                                created_at timestamptz NOT NULL DEFAULT now(), reference bigint);
                            CREATE INDEX t_%1$d_name ON t_%1$d (name);""".formatted(i), "DROP TABLE t_%d;".formatted(i));
            };
        }

        DiscoveredMigration migration(int i) {
            return new SqlMigration(
                    Migrations.id(i, "small"),
                    Run.checksum(up),
                    script("up.sql", up),
                    Optional.of(script("down.sql", down)));
        }

        private static SqlScript script(String file, String sql) {
            List<Statement> statements = Stream.of(sql.split(";\\s*", 0))
                    .map(text -> Statement.in("db/migration/" + file, 1, 1, text))
                    .toList();
            return new SqlScript("db/migration/" + file, statements, true, Declarations.NONE);
        }
    }

    @Test
    void rehearsalsAndPsql(@TempDir Path folder) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%10s %12s %12s %14s %14s %8s %10s %10s%n",
                "migrations",
                "rehearsal s",
                "a migration",
                "psql s, one",
                "psql s, each",
                "ratio",
                "heap MB",
                "data MB");
        for (String number :
                System.getProperty("nexus.measure.migrations", "6,6,100,300").split(",", -1)) {
            measure(Integer.parseInt(number), Files.createTempDirectory(folder, "run"));
        }
    }

    private static void measure(int number, Path folder) throws Exception {
        List<Small> all = Stream.iterate(1, i -> i <= number, i -> i + 1)
                .map(Small::number)
                .toList();
        try (TestServer server = TestServer.start(18, folder.resolve("server"))) {
            heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
            double rehearsal = seconds(() -> rehearse(all, server));
            long heap =
                    heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
            long data = size(dataOf(server)) >> 20;
            double one = seconds(() -> psqlOnce(all, server, folder));
            double each = seconds(() -> psqlForEach(all, server, folder));
            System.out.printf(
                    Locale.ROOT,
                    "%10d %12.1f %12.3f %14.1f %14.1f %8.1f %10d %10d%n",
                    number,
                    rehearsal,
                    rehearsal / number,
                    one,
                    each,
                    rehearsal / each,
                    heap,
                    data);
        }
    }

    private static Path dataOf(TestServer server) throws SQLException {
        try (Connection connection = Connector.open(settings(server))) {
            return Path.of(Statements.query(connection, "SHOW data_directory", row -> row.getString(1))
                    .get(0));
        }
    }

    private static ConnectionSettings settings(TestServer server) {
        return DatabaseUrl.parse(url(server), "postgres");
    }

    private static String url(TestServer server) {
        return "postgresql://postgres@127.0.0.1:" + server.port() + "/postgres";
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void rehearse(List<Small> all, TestServer server) throws Exception {
        List<DiscoveredMigration> migrations = new ArrayList<>();
        all.forEach(small -> migrations.add(small.migration(migrations.size() + 1)));
        RehearsalRequest request = new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, 100_000_000);
        try (MigrationSet set = Run.set(migrations);
                Scratch scratch = Scratch.thrownAway(settings(server), TargetState.NONE)) {
            Proof proof =
                    new Rehearsal(scratch, request, Run.on(url(server)).listener()).run(set, "test", judgement -> {});
            scratch.leave();
            if (proof.judged().stream().anyMatch(one -> one.verdict() != Verdict.REVERSIBLE)) {
                throw new IllegalStateException("not all of them are reversible: " + proof.judged());
            }
        }
    }

    /** All steps of all migrations in one session. */
    private static void psqlOnce(List<Small> all, TestServer server, Path folder) throws Exception {
        server.admin("CREATE DATABASE psql_one");
        server.admin("CREATE DATABASE psql_two");
        Path script = folder.resolve("all.sql");
        StringBuilder text = new StringBuilder();
        for (Small small : all) {
            for (String step : steps(small)) {
                text.append("BEGIN;\n").append(step).append("\nCOMMIT;\n");
            }
        }
        Files.writeString(script, text);
        psql(server, "psql_one", script);
        Files.writeString(script, String.join("\n", all.stream().map(Small::up).toList()));
        psql(server, "psql_two", script);
    }

    /** Each step in a session of its own, as a script does it. */
    private static void psqlForEach(List<Small> all, TestServer server, Path folder) throws Exception {
        server.admin("CREATE DATABASE psql_three");
        server.admin("CREATE DATABASE psql_four");
        Path script = folder.resolve("step.sql");
        for (Small small : all) {
            for (String step : steps(small)) {
                Files.writeString(script, "BEGIN;\n" + step + "\nCOMMIT;\n");
                psql(server, "psql_three", script);
            }
            Files.writeString(script, small.up());
            psql(server, "psql_four", script);
        }
    }

    private static List<String> steps(Small small) {
        return List.of(small.up(), small.up(), small.down(), small.up());
    }

    private static void psql(TestServer server, String database, Path script) throws IOException, InterruptedException {
        new ProcessBuilder(
                        "psql",
                        "-X",
                        "-q",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(server.port()),
                        "-U",
                        "postgres",
                        "-d",
                        database,
                        "-f",
                        script.toString())
                .redirectError(Redirect.DISCARD)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }
}
