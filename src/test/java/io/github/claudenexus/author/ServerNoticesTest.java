package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server says while migrations run, and what it returns. */
class ServerNoticesTest extends DatabaseTest {

    private static final String WARNING = "DO $$ BEGIN RAISE WARNING 'account 3 has no owner'; END $$";

    static Stream<DiscoveredMigration> warning() {
        return Stream.of(
                sql(1, WARNING),
                nonTransactional(1, WARNING),
                up(1, db -> db.execute(WARNING)),
                up(1, db -> {
                    db.execute("CREATE FUNCTION pg_temp.warn(n int) RETURNS int LANGUAGE plpgsql AS"
                            + " $$ BEGIN RAISE WARNING 'account % has no owner', n; RETURN n; END $$");
                    db.query("SELECT pg_temp.warn(?)", row -> row.getInt(1), 3);
                }),
                up(1, db -> {
                    try (Statement statement = db.connection().createStatement()) {
                        statement.execute(WARNING);
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource
    void warning(DiscoveredMigration migration) {
        Run run = Run.on(database);

        assertThat(run.migrate(migration).failure()).isEmpty();
        assertThat(run.lines)
                .filteredOn(line -> line.startsWith("warns: "))
                .singleElement()
                .asString()
                .startsWith("warns: " + migration.id() + ": WARNING: account 3 has no owner. Statement: ");
    }

    @Test
    void aLongWarningIsShortened() {
        Run run = Run.on(database);

        run.migrate(sql(1, "DO $$ BEGIN RAISE WARNING USING MESSAGE = repeat('y', 3000000); END $$"));

        assertThat(run.lines)
                .filteredOn(line -> line.startsWith("warns: "))
                .singleElement()
                .asString()
                .hasSizeLessThan(2_200)
                .contains("yyy… Statement: DO");
    }

    @Test
    void aNoticeOfIfNotExistsIsNoWarning() {
        Run run = Run.on(database);

        assertThat(run.migrate(sql(1, "CREATE TABLE t (n int)", "CREATE TABLE IF NOT EXISTS t (n int)"))
                        .failure())
                .isEmpty();
        assertThat(run.lines).noneMatch(line -> line.startsWith("warns: "));
    }

    @Test
    void whatWasNotGrantedAndNotAnalysed() throws SQLException {
        String reader = database.name() + "_reader";
        TestDatabase.admin("CREATE ROLE " + reader + " LOGIN PASSWORD 'r'");
        database.execute("CREATE TABLE report (n int); GRANT SELECT ON report TO " + reader
                + "; GRANT CREATE ON SCHEMA public TO " + reader);
        try {
            Run run = Run.on(database.url().replaceFirst("//[^@]+@", "//" + reader + ":r@"));

            assertThat(run.migrate(sql(1, "GRANT SELECT ON report TO PUBLIC", "ANALYZE report"))
                            .failure())
                    .isEmpty();
            assertThat(run.lines)
                    .filteredOn(line -> line.startsWith("warns: "))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .isEqualTo(
                                            "warns: 001-sql-step: WARNING: no privileges were granted for \"report\"."
                                                    + " Statement: GRANT SELECT ON report TO PUBLIC"),
                            line -> assertThat(line).contains("\"report\"").endsWith(" Statement: ANALYZE report"));
        } finally {
            database.execute("DROP OWNED BY " + reader);
            TestDatabase.admin("DROP ROLE " + reader);
        }
    }

    @Test
    void manyWarningsAreCounted() {
        Run run = Run.on(database);

        run.migrate(sql(1, "DO $$ BEGIN FOR i IN 1..400 LOOP RAISE WARNING 'row %', i; END LOOP; END $$"));

        assertThat(run.lines).filteredOn(line -> line.startsWith("warns: ")).hasSize(21);
        assertThat(run.lines)
                .contains("warns: 001-sql-step: 380 more warnings of the server; nexus.debug shows them all.");
    }

    @Test
    void aFailureShowsTheNoticesBeforeItAndItsContext() {
        Run run = Run.on(database);

        Failure failure = run.migrate(sql(
                        1,
                        "CREATE FUNCTION per_unit(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN\n\nRETURN 100 / n; END $$",
                        "DO $$ BEGIN RAISE NOTICE 'checking account 3'; PERFORM per_unit(0); END $$"))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(failure.message()).isEqualTo("001-sql-step failed: division by zero.");
        assertThat(failure.server())
                .containsExactly(
                        "NOTICE: checking account 3.",
                        "CONTEXT: PL/pgSQL function per_unit(integer) line 3 at RETURN",
                        "SQL statement \"SELECT per_unit(0)\"",
                        "PL/pgSQL function inline_code_block line 1 at PERFORM");
        assertThat(run.notices).containsExactly("NOTICE: checking account 3.");
    }

    @Test
    void detailAndHintAreSentences() {
        Outcome outcome = Run.on(database)
                .migrate(sql(
                        1,
                        "DO $$ BEGIN RAISE EXCEPTION 'account % is not balanced', 3"
                                + " USING HINT = 'run fix_balance()', DETAIL = 'it has -5'; END $$"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-sql-step failed: account 3 is not balanced. it has -5. run fix_balance().");
    }

    /** A driver asked for no rows stops a query early; each of its rows may be a change. */
    @Test
    void aSelectRunsToItsEnd() throws SQLException {
        assertThat(Run.on(database)
                        .migrate(
                                sql(
                                        1,
                                        "CREATE TABLE t (n int)",
                                        "CREATE FUNCTION step(n int) RETURNS int LANGUAGE sql AS"
                                                + " 'INSERT INTO t VALUES (n) RETURNING n'",
                                        "SELECT step(g) FROM generate_series(1, 5000) g"),
                                nonTransactional(2, "SELECT step(g) FROM generate_series(1, 5000) g"),
                                up(3, db -> db.execute("SELECT step(g) FROM generate_series(1, 5000) g")))
                        .failure())
                .isEmpty();
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("15000");
    }

    @Test
    void howManyRowsWereChanged() {
        Run run = Run.on(database);

        Outcome outcome = run.migrate(
                sql(
                        1,
                        "CREATE TABLE doc (id int)",
                        "INSERT INTO doc VALUES (1), (2)",
                        "INSERT INTO doc VALUES (3) RETURNING id",
                        "UPDATE doc SET id = 7 WHERE id = 9"),
                up(2, db -> {
                    assertThat(db.execute("DELETE FROM doc WHERE id = 1")).isEqualTo(1);
                    assertThat(db.execute("UPDATE doc SET id = ?", 5)).isEqualTo(2);
                    assertThat(db.execute("SELECT 1")).isZero();
                    assertThat(db.execute("INSERT INTO doc VALUES (1); INSERT INTO doc VALUES (2)"))
                            .isEqualTo(1);
                }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.migrations())
                .extracting(MigrationResult::rows)
                .containsExactly(Map.of("INSERT", 3L, "UPDATE", 0L), Map.of("DELETE", 1L, "UPDATE", 2L, "INSERT", 1L));
        assertThat(run.notices).startsWith("INSERT 2", "INSERT 1", "UPDATE 0", "DELETE 1", "UPDATE 2");
    }

    @Test
    void aMigrationThatNeedsMoreMemoryFailsAsThatMigration() throws SQLException {
        Outcome outcome = Run.on(database).migrate(sql(1, "CREATE TABLE a ()"), up(2, db -> {
            db.execute("CREATE TABLE half ()");
            throw new OutOfMemoryError("Java heap space");
        }));

        Failure failure = outcome.failure().orElseThrow().failure();
        assertThat(failure.code()).isEqualTo(FailureCode.MIGRATION_FAILED);
        assertThat(failure.message()).isEqualTo("002-java-step needs more memory than Maven has: Java heap space.");
        assertThat(failure.hint())
                .isEqualTo("It was rolled back and left nothing behind. Read large results in portions, or give Maven"
                        + " more: MAVEN_OPTS=-Xmx1g. Then run migrate again.");
        assertThat(outcome.migrations())
                .extracting(MigrationResult::state)
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING);
        assertThat(database.value("SELECT to_regclass('half')")).isEqualTo("null");
    }

    @Test
    void aBatchThatIsTriedAgainCountsOnceAndThoseBeforeItStay() throws SQLException {
        database.execute("CREATE TABLE t (n int)");
        AtomicInteger tries = new AtomicInteger();

        Outcome outcome = Run.on(database)
                .migrate(online(1, db -> db.execute("INSERT INTO t SELECT generate_series(1, 3)"), db -> {
                    db.execute("INSERT INTO t VALUES (4)");
                    db.batches("mark", (batch, after) -> {
                        batch.execute("INSERT INTO t VALUES (5), (6)");
                        if (tries.incrementAndGet() == 1) {
                            throw new SQLException("not now", "55P03");
                        }
                        return Batch.Reached.END;
                    });
                }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.migrations().get(0).rows()).containsEntry("INSERT", 6L);
    }
}
