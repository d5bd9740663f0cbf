package io.github.claudenexus.locks;

import static io.github.claudenexus.locks.LockMode.ACCESS_EXCLUSIVE;
import static io.github.claudenexus.locks.LockMode.SHARE_UPDATE_EXCLUSIVE;
import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.claudenexus.locks.LockNote.Severity;
import io.github.claudenexus.locks.LockNote.Source;
import io.github.claudenexus.testing.DatabaseTest;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements that cannot run in a transaction block: their locks are known by their kind and by what they changed. */
@Timeout(60)
class OutsideTransactionTest extends DatabaseTest {

    @BeforeEach
    void fixture() throws SQLException, IOException {
        RecordedRun.fixture(database);
    }

    @Test
    void whatRunsConcurrentlyAndVacuumTakeShareUpdateExclusive() throws SQLException {
        List<LockNote> notes = notes(
                "CREATE INDEX CONCURRENTLY t_v ON t (v)",
                "REINDEX INDEX CONCURRENTLY t_n",
                "DROP INDEX CONCURRENTLY t_v",
                "VACUUM t");

        assertThat(notes)
                .extracting(note -> note.statement().shown(), LockNote::relation, LockNote::mode, LockNote::scan)
                .containsExactly(
                        tuple("CREATE INDEX CONCURRENTLY t_v ON t (v)", "public.t", SHARE_UPDATE_EXCLUSIVE, true),
                        tuple("REINDEX INDEX CONCURRENTLY t_n", "public.t", SHARE_UPDATE_EXCLUSIVE, true),
                        tuple("DROP INDEX CONCURRENTLY t_v", "public.t", SHARE_UPDATE_EXCLUSIVE, false),
                        tuple("VACUUM t", "public.t", SHARE_UPDATE_EXCLUSIVE, false));
        assertThat(notes).extracting(LockNote::severity).containsOnly(Severity.INFO);
        assertThat(notes).extracting(LockNote::source).containsOnly(Source.MANUAL);
        assertThat(database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isEqualTo("0");
    }

    @Test
    void vacuumFullIsFlaggedByTheNewFilesOfTables() throws SQLException {
        assertThat(notes("VACUUM FULL t, m"))
                .filteredOn(LockNote::flagged)
                .extracting(LockNote::relation, LockNote::mode, LockNote::source, LockNote::rewrite)
                .containsExactlyInAnyOrder(
                        tuple("public.t", ACCESS_EXCLUSIVE, Source.MANUAL, true),
                        tuple("public.m", ACCESS_EXCLUSIVE, Source.MANUAL, true));
    }

    @Test
    void reindexOfASchemaIsFlaggedForEachOfItsTables() throws SQLException {
        assertThat(notes("REINDEX SCHEMA public"))
                .filteredOn(LockNote::flagged)
                .extracting(note -> note.relation() + " " + note.mode() + " " + note.scan())
                .contains("public.t share true", "public.parent share true", "public.parted_1 share true");
    }

    @Test
    void detachConcurrentlyTakesLittleOnTheParent() throws SQLException {
        assertThat(notes("ALTER TABLE parted DETACH PARTITION parted_1 CONCURRENTLY"))
                .extracting(note -> note.relation() + " " + note.mode() + " " + note.severity())
                .containsExactlyInAnyOrder(
                        "public.parted share update exclusive INFO", "public.parted_1 access exclusive INFO");
    }

    @Test
    void procedureThatCommitsIsFlaggedForTheTableItRewrote() throws SQLException {
        database.execute(
                "CREATE PROCEDURE twice() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO other VALUES (1, 1); COMMIT;"
                        + " ALTER TABLE t ALTER p TYPE bigint; COMMIT; END $$");

        List<LockNote> notes = notes("CALL twice()", "DO $$ BEGIN INSERT INTO other VALUES (2, 2); COMMIT; END $$");

        assertThat(database.value("SELECT count(*) FROM other")).isEqualTo("2");
        assertThat(notes)
                .filteredOn(LockNote::flagged)
                .extracting(note -> note.statement().shown(), LockNote::relation, LockNote::rewrite)
                .containsExactly(tuple("CALL twice()", "public.t", true));
    }

    @Test
    void vacuumSkipLockedSkipsNoTable() throws SQLException {
        notes("VACUUM (SKIP_LOCKED, ANALYZE) t");

        assertThat(database.value("SELECT reltuples FROM pg_class WHERE relname = 't'"))
                .isEqualTo("100");
    }

    @Test
    void rowsAreReadInPortionsToTheirEnd() throws SQLException {
        List<Integer> read = new ArrayList<>();

        RecordedRun.on(database)
                .notes(
                        online(1, db -> {}, db -> {
                            try (Statement statement = db.connection().createStatement()) {
                                statement.setFetchSize(7);
                                try (ResultSet rows =
                                        statement.executeQuery("UPDATE t SET n = 0 WHERE id < 50 RETURNING id")) {
                                    while (rows.next()) {
                                        read.add(rows.getInt(1));
                                    }
                                }
                            }
                        }),
                        Map.of());

        assertThat(read).hasSize(49);
    }

    @Test
    void lockTableOutsideOfATransactionIsRefusedAsEver() throws SQLException {
        RecordedRun run = RecordedRun.on(database);
        LockRecorder recorder = run.recorder();

        assertThat(run.run(recorder, nonTransactional(1, "LOCK TABLE t"))
                        .failure()
                        .orElseThrow())
                .hasMessageContaining("LOCK TABLE can only be used in transaction blocks");
        assertThat(recorder.notes(Optional.empty(), RecordedRun.BIG_TABLE)).isEmpty();
    }

    @Test
    void recorderKeepsNoConnectionOfItsOwn() throws SQLException {
        String copy = database.name() + "_copy";
        notes("CREATE DATABASE " + copy + " TEMPLATE template0", "VACUUM FULL t");
        database.execute("DROP DATABASE " + copy);

        assertThat(database.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid()"))
                .isEqualTo("0");
    }

    private List<LockNote> notes(String... statements) throws SQLException {
        return RecordedRun.on(database).notes(nonTransactional(1, statements), Map.of());
    }
}
