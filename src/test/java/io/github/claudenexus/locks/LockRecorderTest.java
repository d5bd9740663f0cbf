package io.github.claudenexus.locks;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.claudenexus.locks.LockNote.Severity;
import io.github.claudenexus.locks.LockNote.Source;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.testing.DatabaseTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded of whole migrations, and that the recorder changes nothing of them. */
class LockRecorderTest extends DatabaseTest {

    @BeforeEach
    void fixture() throws SQLException, IOException {
        RecordedRun.fixture(database);
    }

    @Test
    void notesAreInOrderOfTimeAndLocksEndWithTheTransaction() throws SQLException {
        List<LockNote> notes = RecordedRun.on(database)
                .notes(
                        sql(
                                1,
                                "ALTER TABLE t ADD COLUMN extra text",
                                "SELECT pg_sleep(0.2)",
                                "COMMENT ON TABLE other IS 'o'"),
                        Map.of());

        assertThat(notes)
                .extracting(LockNote::relation, LockNote::mode, LockNote::source)
                .containsExactly(
                        tuple("public.t", LockMode.ACCESS_EXCLUSIVE, Source.SEEN),
                        tuple("public.other", LockMode.SHARE_UPDATE_EXCLUSIVE, Source.SEEN));
        assertThat(notes.get(0).heldMs()).isGreaterThanOrEqualTo(200);
        assertThat(notes.get(1).atMs()).isGreaterThanOrEqualTo(200);
        assertThat(notes.get(0).atMs() + notes.get(0).heldMs())
                .isEqualTo(notes.get(1).atMs() + notes.get(1).heldMs());
    }

    @Test
    void tablesThatTheMigrationCreatesHaveNoNotes() throws SQLException {
        assertThat(RecordedRun.on(database)
                        .notes(
                                sql(
                                        1,
                                        "CREATE TABLE fresh (n int)",
                                        "INSERT INTO fresh VALUES (1)",
                                        "ALTER TABLE fresh ALTER n TYPE bigint",
                                        "CREATE INDEX ON fresh (n)",
                                        "DROP TABLE fresh"),
                                Map.of()))
                .isEmpty();
    }

    @Test
    void ofTwoEqualStatementsEachIsKnownByItsOwnLine() throws SQLException {
        List<LockNote> notes =
                RecordedRun.on(database).notes(nonTransactional(1, "TRUNCATE other", "TRUNCATE other"), Map.of());

        assertThat(notes)
                .filteredOn(note -> note.relation().equals("public.other") && note.mode() == LockMode.ACCESS_EXCLUSIVE)
                .extracting(note -> note.statement().start().line())
                .containsExactly(1, 2);
    }

    @Test
    void historyTableIsLeftOut() throws SQLException {
        RecordedRun run = RecordedRun.on(database);
        var first = sql(1, "SELECT 1");
        assertThat(run.run(StatementProbe.NONE, first).failure()).isEmpty();

        LockRecorder recorder = run.recorder();
        assertThat(run.run(recorder, first, sql(2, "SELECT count(*) FROM nexus_migrations"))
                        .failure())
                .isEmpty();
        assertThat(recorder.notes(Optional.empty(), RecordedRun.BIG_TABLE)).isEmpty();
    }

    @Test
    void batchesAndDdlOutsideOfATransactionAreRecorded() throws SQLException {
        List<LockNote> notes = RecordedRun.on(database)
                .notes(
                        online(1, db -> db.execute("ALTER TABLE t ADD COLUMN extra int"), db -> {
                            db.batches("fill", (batch, after) -> {
                                batch.execute("UPDATE t SET extra = 1");
                                return Batch.Reached.END;
                            });
                            db.execute("ALTER TABLE other ADD COLUMN extra int");
                            db.analyze("parent");
                        }),
                        Map.of());

        assertThat(notes)
                .extracting(note -> note.relation() + " " + note.mode() + " " + note.source() + " " + note.severity())
                .contains(
                        "public.t access exclusive SEEN INFO",
                        "public.t row exclusive SEEN INFO",
                        "public.other access exclusive SEEN INFO",
                        "public.parent share update exclusive SEEN INFO");
        assertThat(notes).extracting(LockNote::severity).containsOnly(Severity.INFO);
    }

    @Test
    void failedStatementKeepsItsErrorAndTheNotesBeforeIt() throws SQLException {
        RecordedRun run = RecordedRun.on(database);
        LockRecorder recorder = run.recorder();
        var failure = run.run(recorder, sql(1, "TRUNCATE other", "ALTER TABLE t ALTER gone SET NOT NULL", "SELECT 1"))
                .failure()
                .orElseThrow();

        assertThat(failure).hasMessageContaining("column \"gone\" of relation \"t\" does not exist");
        assertThat(recorder.notes(Optional.empty(), RecordedRun.BIG_TABLE))
                .extracting(note -> note.statement().shown())
                .containsOnly("TRUNCATE other");
    }

    @Test
    void failedStatementOutsideOfATransactionHasNoNote() throws SQLException {
        database.execute("INSERT INTO other VALUES (1, 1), (2, 1)");
        RecordedRun run = RecordedRun.on(database);
        LockRecorder recorder = run.recorder();
        var failed = nonTransactional(1, "INSERT INTO other VALUES (3, 3)", "SELECT 1 / 0");
        assertThat(run.run(recorder, failed).failure().orElseThrow()).hasMessageContaining("division by zero");
        database.execute("DROP TABLE nexus_migrations");
        var index = nonTransactional(1, "CREATE UNIQUE INDEX CONCURRENTLY ON other (t_id)");
        assertThat(run.run(recorder, index).failure().orElseThrow())
                .hasMessageContaining("could not create unique index");

        assertThat(database.value("SELECT count(*) FROM other")).isEqualTo("3");
        assertThat(recorder.notes(Optional.empty(), RecordedRun.BIG_TABLE))
                .extracting(note -> note.statement().shown())
                .containsOnly("INSERT INTO other VALUES (3, 3)");
    }

    @Test
    void openResultSetIsReadToItsEnd() throws SQLException {
        List<Integer> read = new ArrayList<>();
        List<LockNote> notes = RecordedRun.on(database)
                .notes(
                        online(
                                1,
                                db -> readInPortions(db.connection(), read),
                                db -> readInPortions(db.connection(), read)),
                        Map.of());

        assertThat(read).hasSize(200);
        assertThat(notes).extracting(LockNote::relation).contains("public.t", "public.other");
    }

    private static void readInPortions(Connection connection, List<Integer> read) throws SQLException {
        try (Statement reader = connection.createStatement();
                Statement writer = connection.createStatement()) {
            reader.setFetchSize(7);
            try (ResultSet rows = reader.executeQuery("SELECT id FROM t ORDER BY id")) {
                while (rows.next()) {
                    read.add(rows.getInt(1));
                    writer.execute("UPDATE other SET t_id = " + rows.getInt(1));
                }
            }
        }
    }

    @Test
    void rollbackToASavepointReleasesItsLocks() throws SQLException {
        List<LockNote> notes = RecordedRun.on(database)
                .notes(
                        up(1, db -> {
                            Savepoint savepoint = db.connection().setSavepoint();
                            try (Statement statement = db.connection().createStatement()) {
                                statement.execute("ALTER TABLE t RENAME COLUMN name TO title");
                                statement.execute("SELECT 1 / 0");
                            } catch (SQLException expected) {
                                db.connection().rollback(savepoint);
                            }
                            db.execute("ALTER TABLE t ADD COLUMN extra text");
                        }),
                        Map.of());

        assertThat(notes.stream().filter(note -> note.relation().equals("public.t")))
                .extracting(note -> note.statement().shown() + " " + note.severity())
                .containsExactly(
                        "ALTER TABLE t RENAME COLUMN name TO title INFO", "ALTER TABLE t ADD COLUMN extra text INFO");
    }

    @Test
    void retriedTransactionIsRecordedOnce() throws SQLException {
        AtomicInteger tries = new AtomicInteger();
        RecordedRun run = RecordedRun.on(database);
        List<LockNote> notes = run.notes(
                up(1, db -> {
                    db.execute("ALTER TABLE other ADD COLUMN extra text");
                    if (tries.incrementAndGet() == 1) {
                        db.execute("DO $$ BEGIN RAISE lock_not_available; END $$");
                    }
                }),
                Map.of());

        assertThat(run.retries).hasSize(1);
        assertThat(notes).extracting(LockNote::mode).containsExactly(LockMode.ACCESS_EXCLUSIVE);
    }
}
