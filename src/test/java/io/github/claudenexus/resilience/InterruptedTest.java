package io.github.claudenexus.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is killed or told to end during a long statement: its session ends soon, and the next run goes on. */
@Timeout(180)
class InterruptedTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String RUNS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name = 'nexus-maven-plugin'";

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "INT"})
    void aLongStatementEndsWithItsRun(String signal) throws Exception {
        String[] statements = {"CREATE TABLE t AS SELECT 1 AS n", "SELECT pg_sleep(seconds) FROM nap"};
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("CREATE TABLE nap AS SELECT 600 AS seconds");
            try (Victim victim = Victim.migrating(true, database.url(), statements)) {
                isSoon(database, RUNS + " AND wait_event = 'PgSleep'", "1");
                victim.signal(signal);
                assertThat(victim.ends(30)).isTrue();
            }
            long start = System.nanoTime();
            isSoon(database, RUNS, "0");
            Sample.tell("SIG" + signal + " during a long statement: its session ended after "
                    + (System.nanoTime() - start) / 1_000_000 + " ms");
            database.execute("UPDATE nap SET seconds = 0");

            assertThat(Run.on(database.url())
                            .migrate(Victim.migration(true, statements))
                            .failure())
                    .isEmpty();
            assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource({"KILL, true, applied", "TERM, true, applied", "INT, true, applied", "TERM, false, undoing"})
    void aLongDownEndsWithItsRunAndIsRunAgain(String signal, boolean transactional, String state) throws Exception {
        String[] down = {"DROP TABLE IF EXISTS t", "SELECT pg_sleep(seconds) FROM nap"};
        DiscoveredMigration migration = Victim.undone(transactional, down);
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("CREATE TABLE nap AS SELECT 600 AS seconds");
            assertThat(Run.on(database.url()).migrate(migration).failure()).isEmpty();
            try (Victim victim = Victim.undoing(transactional, database.url(), down)) {
                isSoon(database, RUNS + " AND wait_event = 'PgSleep'", "1");
                victim.signal(signal);
                assertThat(victim.ends(30)).isTrue();
            }
            isSoon(database, RUNS, "0");
            database.execute("UPDATE nap SET seconds = 0");
            assertThat(database.value("SELECT state FROM nexus_migrations")).isEqualTo(state);
            assertThat(database.value("SELECT to_regclass('t')")).isEqualTo(transactional ? "t" : "null");

            assertThat(Run.on(database.url()).undo(migration).failure()).isEmpty();
            assertThat(database.value("SELECT to_regclass('t')")).isEqualTo("null");
            assertThat(database.value("SELECT count(*) FROM nexus_migrations")).isEqualTo("0");
        }
    }

    @Test
    void aWaitingIndexBuildEndsWithItsRunAndIsBuiltAgain() throws Exception {
        String build = "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_n ON t (n)";
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("CREATE TABLE t AS SELECT 1 AS n");
            try (Connection other = database.connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("INSERT INTO t VALUES (2)");
                try (Victim victim = Victim.migrating(false, database.url(), build)) {
                    isSoon(database, RUNS + " AND wait_event_type = 'Lock'", "1");
                    victim.signal("KILL");
                    assertThat(victim.ends(30)).isTrue();
                }
                isSoon(database, RUNS, "0");
                assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                        .isEqualTo("f");
                other.rollback();
            }

            assertThat(Run.on(database.url())
                            .migrate(Victim.migration(false, build))
                            .failure())
                    .isEmpty();
            assertThat(database.value("SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ')"
                            + " FROM pg_index WHERE indrelid = 't'::regclass"))
                    .isEqualTo("t_n true");
        }
    }

    @Test
    void anIndexRebuildThatWaitsEndsWithItsRunAndLeavesNothingInvalid() throws Exception {
        String rebuild = "REINDEX INDEX CONCURRENTLY t_n";
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("CREATE TABLE t AS SELECT 1 AS n; CREATE INDEX t_n ON t (n)");
            try (Connection other = database.connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("INSERT INTO t VALUES (2)");
                try (Victim victim = Victim.migrating(false, database.url(), rebuild)) {
                    isSoon(database, RUNS + " AND wait_event_type = 'Lock'", "1");
                    victim.signal("KILL");
                    assertThat(victim.ends(30)).isTrue();
                }
                isSoon(database, RUNS, "0");
                assertThat(database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                        .isEqualTo("1");
                other.rollback();
            }

            assertThat(Run.on(database.url())
                            .migrate(Victim.migration(false, rebuild))
                            .failure())
                    .isEmpty();
            assertThat(database.value("SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ')"
                            + " FROM pg_index WHERE indrelid = 't'::regclass"))
                    .isEqualTo("t_n true");
        }
    }

    private static void isSoon(TestDatabase database, String question, String answer)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        String now = database.value(question);
        while (!now.equals(answer) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
            now = database.value(question);
        }
        assertThat(now).as(question).isEqualTo(answer);
    }
}
