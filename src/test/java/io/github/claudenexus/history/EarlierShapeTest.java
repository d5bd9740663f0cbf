package io.github.claudenexus.history;

import static io.github.claudenexus.history.MigrationState.APPLIED;
import static io.github.claudenexus.history.MigrationState.INTERRUPTED;
import static io.github.claudenexus.history.MigrationState.PENDING;
import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.rehearsal.TargetReader;
import io.github.claudenexus.rehearsal.TargetState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** History tables that earlier versions made: read as they are, and converted before the first row is written. */
class EarlierShapeTest extends DatabaseTest {

    private static final String COLUMNS = """
            SELECT string_agg(concat_ws(' ', column_name, data_type, is_nullable, column_default), ', '
                              ORDER BY ordinal_position)
            FROM information_schema.columns WHERE table_name = 'nexus_migrations'""";
    private static final String CONSTRAINTS = """
            SELECT string_agg(pg_get_constraintdef(oid), ', ' ORDER BY pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = 'nexus_migrations'::regclass AND contype <> 'n'""";
    private static final String COMMENTS = """
            SELECT string_agg(attname || ': ' || coalesce(col_description(attrelid, attnum), ''), ', ' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = 'nexus_migrations'::regclass AND attnum > 0""";
    private static final String ROWS = """
            SELECT string_agg(concat_ws(' ', version, name, state, applied_order, recorded_by, progress -> 'steps'), ', '
                              ORDER BY applied_order)
            FROM nexus_migrations""";
    private static final String EARLIER_ROWS =
            "SELECT string_agg(to_jsonb(h)::text, ' ' ORDER BY number) FROM nexus_migrations h";

    private final AtomicBoolean killed = new AtomicBoolean(true);
    private final DiscoveredMigration table = sql(1, "CREATE TABLE t (n int PRIMARY KEY, seen int DEFAULT 0)");
    private final DiscoveredMigration rows = sql(20, "INSERT INTO t SELECT generate_series(1, 10)");
    private final DiscoveredMigration backfill = online(
            1000,
            db -> {},
            db -> db.batches("mark", (batch, after) -> {
                int last = after.map(Integer::parseInt).orElse(0);
                if (last == 6 && killed.get()) {
                    throw new IllegalStateException("killed");
                }
                long changed = batch.execute("UPDATE t SET seen = seen + 1 WHERE n > ? AND n <= ?", last, last + 3);
                return last + 3 >= 10 ? Batch.Reached.END : Batch.Reached.at("" + (last + 3), changed);
            }));
    private final DiscoveredMigration next = sql(1001, "ALTER TABLE t ADD COLUMN more int");

    @Test
    void statusReadsItAndChangesNothing() throws SQLException {
        interruptedInTheEarlierShape();
        String before = database.value(EARLIER_ROWS);

        Outcome status = Run.on(database).status(table, rows, backfill, next);

        assertThat(status.failure()).isEmpty();
        assertThat(status.migrations())
                .extracting(MigrationResult::state)
                .containsExactly(APPLIED, APPLIED, INTERRUPTED, PENDING);
        assertThat(database.value(EARLIER_ROWS)).isEqualTo(before);
    }

    @Test
    void rollbackCheckReadsItAndChangesNothing() throws SQLException {
        interruptedInTheEarlierShape();
        String before = database.value(EARLIER_ROWS);

        TargetState target = TargetReader.read(DatabaseUrl.parse(database.url(), "postgres"), Optional.empty());

        assertThat(target.history().rows())
                .extracting(row ->
                        row.id() + " " + row.phase() + " " + row.application().order())
                .containsExactly("001-sql-step APPLIED 1", "020-sql-step APPLIED 2", "1000-java-step ONLINE 3");
        assertThat(database.value(EARLIER_ROWS)).isEqualTo(before);
    }

    @Test
    void migrateConvertsItAndGoesOnWithWhatWasInterrupted() throws SQLException {
        interruptedInTheEarlierShape();
        killed.set(false);

        assertThat(Run.on(database).migrate(table, rows, backfill, next).failure())
                .isEmpty();

        assertThat(database.value("SELECT string_agg(DISTINCT seen::text, ',') FROM t"))
                .isEqualTo("1");
        assertThat(database.value(ROWS))
                .isEqualTo("001 sql-step applied 1 migrate, 020 sql-step applied 2 migrate, 1000 java-step applied 3"
                        + " migrate {\"mark\": {\"rows\": 9, \"after\": \"9\", \"ended\": true}}, 1001 sql-step applied 4"
                        + " migrate");
    }

    @Test
    void whatWasBegunOutsideOfATransactionIsRunAgain() throws SQLException {
        DiscoveredMigration failing = nonTransactional(1, "CREATE TABLE IF NOT EXISTS t ()", "SELECT 1 / 0");
        assertThat(Run.on(database).migrate(failing).failure()).isPresent();
        toTheEarlierShape();

        assertThat(Run.on(database).migrate(failing).failure()).isPresent();

        assertThat(database.value(ROWS)).isEqualTo("001 sql-step started 2 migrate");
    }

    @Test
    void theConvertedTableIsAsANewOne() throws SQLException {
        Run.on(database).migrate(table);
        String columns = database.value(COLUMNS);
        String constraints = database.value(CONSTRAINTS);
        String comments = database.value(COMMENTS);
        toTheEarlierShape();

        assertThat(Run.on(database).migrate(table, rows).failure()).isEmpty();

        assertThat(database.value(COLUMNS)).isEqualTo(columns);
        assertThat(database.value(CONSTRAINTS)).isEqualTo(constraints);
        assertThat(database.value(COMMENTS)).isEqualTo(comments);
    }

    @Test
    void rollbackConvertsItAndGoesBackByTheNumbers() throws SQLException {
        DiscoveredMigration[] all = {undoneBy(table, "DROP TABLE t"), undoneBy(rows, "DELETE FROM t")};
        Run.on(database).migrate(all);
        toTheEarlierShape();

        assertThat(Run.on(database).undo(all).failure()).isEmpty();

        assertThat(database.value(ROWS)).isEqualTo("001 sql-step applied 1 migrate");
        assertThat(database.value("SELECT version FROM nexus_rollbacks")).isEqualTo("020");
    }

    @Test
    void whereNothingIsPendingItStaysAsItIs() throws SQLException {
        Run.on(database).migrate(table);
        toTheEarlierShape();
        String before = database.value(EARLIER_ROWS);

        assertThat(Run.on(database).migrate(table).failure()).isEmpty();

        assertThat(database.value(EARLIER_ROWS)).isEqualTo(before);
    }

    @Test
    void aCrashInTheMiddleOfTheConversionLeavesItAsItWas() throws SQLException {
        interruptedInTheEarlierShape();
        String before = database.value(EARLIER_ROWS);
        database.execute("""
                CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
                CREATE TRIGGER crash AFTER UPDATE ON nexus_migrations EXECUTE FUNCTION crash()""");

        Outcome outcome = Run.on(database).migrate(table, rows, backfill, next);

        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(database.value(EARLIER_ROWS)).isEqualTo(before);

        database.execute("DROP FUNCTION crash() CASCADE");
        killed.set(false);
        assertThat(Run.on(database).migrate(table, rows, backfill, next).failure())
                .isEmpty();
        assertThat(database.value("SELECT count(*) FROM nexus_migrations WHERE state = 'applied'"))
                .isEqualTo("4");
    }

    @Test
    void onlyItsOwnerCanConvertIt() throws SQLException {
        Run.on(database).migrate(table);
        toTheEarlierShape();
        String role = "nexus_writer_" + database.name();
        database.execute("CREATE ROLE " + role + " LOGIN; GRANT ALL ON nexus_migrations, t TO " + role);
        try {
            assertThat(Run.on(database.url(role)).migrate(table, rows).failure().orElseThrow())
                    .hasMessage("The role " + role + " may not convert the history table to the shape of this version:"
                            + " must be owner of table nexus_migrations.");
        } finally {
            database.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void whatDependsOnItIsNamedWhereItCannotBeConverted() throws SQLException {
        Run.on(database).migrate(table);
        toTheEarlierShape();
        database.execute("CREATE VIEW applied AS SELECT number FROM nexus_migrations");
        String before = database.value(EARLIER_ROWS);

        Failure failure =
                Run.on(database).migrate(table, rows).failure().orElseThrow().failure();

        assertThat(failure.message())
                .isEqualTo("The history table cannot be converted to the shape of this version: cannot alter type of a"
                        + " column used by a view or rule. rule _RETURN on view applied depends on column"
                        + " \"number\".");
        assertThat(failure.hint())
                .isEqualTo(
                        "Drop the views and foreign keys on it, and give its constraints their first names back; then"
                                + " run it again. Its column number becomes version, a text. Nothing has been changed.");
        assertThat(database.value(EARLIER_ROWS)).isEqualTo(before);
    }

    /** As a backup by pg_dump does for as long as it takes. */
    @Test
    void whoeverReadsItForLongIsWaitedForAndThenNamedAsTheReason() throws SQLException {
        Run.on(database).migrate(table);
        toTheEarlierShape();
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("TABLE nexus_migrations");

            Failure failure = Run.on(database)
                    .limits(100, 300, 1000)
                    .migrate(table, rows)
                    .failure()
                    .orElseThrow()
                    .failure();

            assertThat(failure.code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(failure.message())
                    .isEqualTo(
                            "A history table is locked by another session: canceling statement due to lock timeout.");
            assertThat(failure.hint())
                    .isEqualTo(
                            "Let that session end, a backup by pg_dump for one, and run it again. Who it is: SELECT pid,"
                                    + " mode FROM pg_locks WHERE relation::regclass::text LIKE '%nexus_%'.");
        }
        assertThat(Run.on(database).migrate(table, rows).failure()).isEmpty();
    }

    private void interruptedInTheEarlierShape() throws SQLException {
        assertThat(Run.on(database).migrate(table, rows, backfill).failure()).isPresent();
        toTheEarlierShape();
    }

    private void toTheEarlierShape() throws SQLException {
        database.execute("CREATE TABLE kept AS SELECT * FROM nexus_migrations; DROP TABLE nexus_migrations;"
                + SqlResource.read(EarlierShapeTest.class, "earlier-shape.sql") + """
                INSERT INTO nexus_migrations
                SELECT version::int, name, kind, checksum, state, applied_at, applied_by, duration_ms, plugin_version,
                       progress, already_there
                FROM kept;
                DROP TABLE kept""");
    }
}
