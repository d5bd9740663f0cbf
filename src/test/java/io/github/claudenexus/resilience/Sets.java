package io.github.claudenexus.resilience;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is disturbed. */
enum Sets {
    /** The six of the Claude Nexus Proxy, on an empty database. */
    NEXUS_EMPTY,
    /** The same, on a database that had 000 to 002 from elsewhere, with rows for 003 and 005 to fill in. */
    NEXUS_USED,
    /** Transactions, files without one, batches, indexes built, dropped and rebuilt concurrently. */
    MIXED;

    static final String ACCOUNTS = "one.example=acc-one,also-one.example=acc-one,two.example=acc-two,"
            + "port.example:8443=acc-port,absent.example=acc-absent";

    private static final int LAST_OF_OLD = 2;
    private static final Set<String> UNFIT = Set.of("22001", "22P05", "23503");

    MigrationSet migrations() {
        return this == MIXED ? mixed() : Run.nexus();
    }

    void prepare(TestDatabase database) throws SQLException {
        if (this != NEXUS_USED) {
            return;
        }
        MigrationSet migrations = Run.nexus();
        Seeds seeds = Seeds.discover(
                new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of()), migrations);
        for (int number = 0; number <= LAST_OF_OLD; number++) {
            PlanRequest only = new PlanRequest(Optional.empty(), Optional.of(Migrations.version(number)), false);
            Run.on(database.url()).migrate(migrations, only).failure().ifPresent(failure -> {
                throw failure;
            });
            sow(database, seeds, number);
        }
        database.execute("DROP TABLE nexus_migrations");
    }

    private static void sow(TestDatabase database, Seeds seeds, int number) throws SQLException {
        try (Connection connection = database.connect();
                java.sql.Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (SqlScript script : seeds.of(Migrations.version(number))) {
                for (Statement part : script.statements()) {
                    sow(statement, part.text());
                }
            }
        }
    }

    private static void sow(java.sql.Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException unfit) {
            // A database of another encoding than UTF-8 cannot hold every character of the seeds.
            if (!UNFIT.contains(unfit.getSQLState())) {
                throw unfit;
            }
        }
    }

    private static MigrationSet mixed() {
        return Run.set(List.of(
                sql(
                        1,
                        "CREATE TABLE t (id int PRIMARY KEY, n int)",
                        "INSERT INTO t SELECT g, g FROM generate_series(1, 20) g"),
                nonTransactional(
                        2,
                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_n ON t (n)",
                        "ALTER TABLE t ADD COLUMN IF NOT EXISTS m int",
                        "VACUUM t"),
                online(3, db -> db.addColumn("t", "twice", "int"), db -> {
                    db.batches("twice", new Twice());
                    db.createIndex(Index.of("t_twice", "t", "(twice)"));
                    db.dropIndex("t_n");
                    db.analyze("t");
                }),
                up(4, db -> {
                    db.createIndex(Index.unique("t_id_n", "t", "(id, n)"));
                    // Not repeatable: run twice, it would show.
                    db.execute("UPDATE t SET n = n + 1");
                    db.batch(
                            "INSERT INTO t (id, n) VALUES (?, ?)", List.of(new Object[] {21, 1}, new Object[] {22, 2}));
                }),
                nonTransactional(5, "DROP INDEX CONCURRENTLY IF EXISTS t_twice", "REINDEX INDEX CONCURRENTLY t_id_n"),
                sql(6, "INSERT INTO t SELECT 100 + count(*) FROM t")));
    }

    /** Fills a column, and counts how often it looked at each row: never twice. */
    private static final class Twice implements Batch {

        @Override
        public Reached next(Database database, Optional<String> after) throws SQLException {
            List<Integer> ids = database.query(
                    "UPDATE t SET twice = coalesce(twice, 0) + 2 * n FROM (SELECT id FROM t WHERE id > ?::int"
                            + " ORDER BY id LIMIT 6) AS chosen WHERE chosen.id = t.id RETURNING t.id",
                    row -> row.getInt(1),
                    after.orElse("0"));
            return ids.isEmpty()
                    ? Reached.END
                    : Reached.at(
                            ids.stream().max(Integer::compare).orElseThrow().toString(), ids.size());
        }
    }
}
