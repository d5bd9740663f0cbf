package io.github.claudenexus.locks;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.claudenexus.locks.LockNote.Severity;
import io.github.claudenexus.locks.LockNote.Source;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.testing.DatabaseTest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements that cannot run in a transaction block. */
@Timeout(60)
class MadeToWaitTest extends DatabaseTest {

    @BeforeEach
    void fixture() throws SQLException, IOException {
        Rehearsal.fixture(database);
    }

    @Test
    void concurrentWorkIsSeenToAsk() throws SQLException {
        List<LockNote> notes = notes(
                "CREATE INDEX CONCURRENTLY t_v ON t (v)",
                "REINDEX INDEX CONCURRENTLY t_n",
                "DROP INDEX CONCURRENTLY t_v",
                "VACUUM t");

        assertThat(notes.stream()
                        .filter(note -> note.mode() == LockMode.SHARE_UPDATE_EXCLUSIVE)
                        .filter(note -> note.relation().equals("public.t") && note.source() == Source.MADE_TO_WAIT))
                .extracting(note -> note.statement().shown())
                .containsExactly(
                        "CREATE INDEX CONCURRENTLY t_v ON t (v)",
                        "REINDEX INDEX CONCURRENTLY t_n",
                        "DROP INDEX CONCURRENTLY t_v",
                        "VACUUM t");
        assertThat(notes).extracting(LockNote::severity).containsOnly(Severity.INFO);
        assertThat(database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isEqualTo("0");
    }

    @Test
    void vacuumFullIsSeenToAskAndToWriteAnew() throws SQLException {
        List<LockNote> notes = notes("VACUUM FULL t");

        assertThat(notes.stream().filter(note -> note.severity() == Severity.WARNING))
                .extracting(LockNote::relation, LockNote::mode, LockNote::source, LockNote::rewrite)
                .containsExactly(tuple("public.t", LockMode.ACCESS_EXCLUSIVE, Source.MADE_TO_WAIT, true));
    }

    @Test
    void whatCouldNotBeMadeToWaitIsKnownByWhatItDid() throws SQLException {
        List<LockNote> notes = notes("VACUUM FULL m");

        assertThat(notes.stream().filter(note -> note.severity() == Severity.WARNING))
                .extracting(LockNote::relation, LockNote::mode, LockNote::rewrite)
                .containsExactly(tuple("public.m", LockMode.ACCESS_EXCLUSIVE, true));
    }

    @Test
    void proceduresThatCommitDoSo() throws SQLException {
        database.execute(
                "CREATE PROCEDURE twice() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO other VALUES (1, 1); COMMIT;"
                        + " ALTER TABLE t ALTER p TYPE bigint; COMMIT; END $$");

        List<LockNote> notes = notes("CALL twice()", "DO $$ BEGIN INSERT INTO other VALUES (2, 2); COMMIT; END $$");

        assertThat(database.value("SELECT count(*) FROM other")).isEqualTo("2");
        assertThat(notes.stream().filter(note -> note.severity() == Severity.WARNING))
                .extracting(note -> note.statement().shown(), LockNote::relation, LockNote::rewrite)
                .containsExactly(tuple("CALL twice()", "public.t", true));
    }

    @Test
    void aStatementThatSkipsWhatIsLockedSkipsNothing() throws SQLException {
        notes("VACUUM (SKIP_LOCKED, ANALYZE) t");

        assertThat(database.value("SELECT reltuples FROM pg_class WHERE relname = 't'"))
                .isEqualTo("100");
    }

    @Test
    void theStatementThatOnlyRunsOutsideIsNotWrapped() throws SQLException {
        Rehearsal rehearsal = Rehearsal.on(database);
        try (LockRecorder recorder = rehearsal.recorder()) {
            assertThat(rehearsal
                            .run(recorder, nonTransactional(1, "LOCK TABLE t"))
                            .failure()
                            .orElseThrow())
                    .hasMessageContaining("LOCK TABLE can only be used in transaction blocks");
            assertThat(recorder.notes(Map.of(), Rehearsal.BIG_TABLE)).isEmpty();
        }
    }

    @Test
    void aStatementAfterOneThatIsNotLookedAtIsSeenAgain() throws SQLException {
        List<LockNote> notes = notes("ALTER DATABASE " + database.name() + " SET jit = off", "VACUUM FULL t");

        assertThat(notes)
                .filteredOn(note -> note.severity() == Severity.WARNING)
                .extracting(note -> note.statement().shown(), LockNote::source)
                .containsExactly(tuple("VACUUM FULL t", Source.MADE_TO_WAIT));
    }

    @Test
    void nothingIsLeftLockedAndAShortLockTimeoutIsKept() throws SQLException {
        RunSettings.Limits limits =
                new RunSettings.Limits(Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(5));
        Rehearsal rehearsal = Rehearsal.on(database, limits);
        try (LockRecorder recorder = rehearsal.recorder()) {
            assertThat(rehearsal
                            .run(
                                    recorder,
                                    nonTransactional(
                                            1, "VACUUM FULL t", "VACUUM FULL pg_description", "CLUSTER t USING t_n"))
                            .failure())
                    .isEmpty();

            assertThat(rehearsal.retries).isEmpty();
            assertThat(database.value("SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                            + " WHERE mode LIKE '%ExclusiveLock' AND l.database ="
                            + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEqualTo("0");
            assertThat(database.value("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"
                            + " AND datname = current_database()"))
                    .isEqualTo("0");
        }
    }

    private List<LockNote> notes(String... statements) throws SQLException {
        return Rehearsal.on(database).notes(nonTransactional(1, statements), Map.of());
    }
}
