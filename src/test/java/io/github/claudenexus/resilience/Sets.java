package io.github.claudenexus.resilience;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static io.github.claudenexus.testing.Migrations.undoneOutside;
import static io.github.claudenexus.testing.Migrations.up;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
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
    MIXED,
    /** The same kinds of steps, which are applied already, undone down to the first one. */
    UNDONE;

    static final String ACCOUNTS = "one.example=acc-one,also-one.example=acc-one,two.example=acc-two,"
            + "port.example:8443=acc-port,absent.example=acc-absent";

    private static final RollbackRequest FIRST_STAYS =
            new RollbackRequest(new RollbackRequest.DownTo(Version.of("1")), false, Optional.empty());
    private static final int LAST_OF_OLD = 2;
    private static final Set<String> UNFIT = Set.of("22001", "22P05", "23503");

    MigrationSet migrations() {
        return switch (this) {
            case NEXUS_EMPTY, NEXUS_USED -> Run.nexus();
            case MIXED -> mixed();
            case UNDONE -> undone();
        };
    }

    /** What is disturbed: it is applied, or undone. */
    Outcome work(Run run, MigrationSet migrations) {
        return this == UNDONE ? run.rollback(migrations, FIRST_STAYS) : run.migrate(migrations, PlanRequest.ALL);
    }

    /** Whether it has steps of every kind. */
    boolean isMixed() {
        return this == MIXED || this == UNDONE;
    }

    /** Whether nothing is left to do with a migration. */
    boolean isDone(MigrationResult result) {
        return result.state() == (result.undoStep() == 0 ? MigrationState.APPLIED : MigrationState.PENDING);
    }

    /** What a migration is when it has been applied, or undone. */
    MigrationState stateAtTheEnd() {
        return this == UNDONE ? MigrationState.PENDING : MigrationState.APPLIED;
    }

    void prepare(TestDatabase database) throws SQLException {
        if (this == UNDONE) {
            ended(Run.on(database).migrate(migrations(), PlanRequest.ALL));
        }
        if (this != NEXUS_USED) {
            return;
        }
        MigrationSet migrations = Run.nexus();
        Seeds seeds = Seeds.discover(
                new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of()), migrations);
        for (int number = 0; number <= LAST_OF_OLD; number++) {
            PlanRequest only = new PlanRequest(Optional.empty(), Optional.of(Migrations.version(number)), false);
            ended(Run.on(database).migrate(migrations, only));
            sow(database, seeds, number);
        }
        database.execute("DROP TABLE nexus_migrations");
    }

    private static void ended(Outcome outcome) {
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
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

    private static MigrationSet undone() {
        return Run.set(List.of(
                sql(
                        1,
                        "CREATE TABLE t (id int PRIMARY KEY, n int)",
                        "INSERT INTO t SELECT g, g FROM generate_series(1, 20) g"),
                // Not repeatable: run twice, it would show. So the others with + or max.
                undoneBy(
                        sql(2, "UPDATE t SET n = n + 1", "ALTER TABLE t ADD COLUMN m int"),
                        "UPDATE t SET n = n - 1",
                        "ALTER TABLE t DROP COLUMN m"),
                undoneOutside(
                        nonTransactional(3, "CREATE INDEX CONCURRENTLY t_n ON t (n)", "ALTER TABLE t ADD COLUMN o int"),
                        "DROP INDEX CONCURRENTLY IF EXISTS t_n",
                        "ALTER TABLE t DROP COLUMN IF EXISTS o",
                        "VACUUM t"),
                undoneBy(
                        (JavaMigration) online(4, db -> db.addColumn("t", "twice", "int"), db -> {
                            db.batches("twice", new Twice());
                            db.createIndex(Index.of("t_twice", "t", "(twice)"));
                        }),
                        db -> {
                            db.execute("UPDATE t SET n = n + 1");
                            db.execute("ALTER TABLE t DROP COLUMN twice");
                        }),
                undoneOutside(
                        sql(5, "DROP INDEX t_n"), "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_n ON t (n)", "ANALYZE t"),
                undoneBy(
                        sql(6, "INSERT INTO t SELECT 100 + count(*) FROM t"),
                        "DELETE FROM t WHERE id = (SELECT max(id) FROM t)")));
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
