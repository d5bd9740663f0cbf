package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a migration demands is looked at before the run changes anything. */
class PrecheckTest extends DatabaseTest {

    @Test
    void precheckRunsBeforeAnyMigration() throws SQLException {
        Outcome outcome = Run.on(database).migrate(Migrations.sql(1, "CREATE TABLE t ()"), demanding(2, db -> {
            throw new IllegalStateException("the moon is not full");
        }));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("002-java-step cannot be applied: the moon is not full.");
        assertThat(database.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void precheckIsReadOnly() throws SQLException {
        Outcome outcome = Run.on(database).migrate(demanding(1, db -> db.execute("CREATE TABLE t ()")));

        assertThat(outcome.failure().orElseThrow())
                .hasMessageContaining("cannot execute CREATE TABLE in a read-only transaction");
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("Nothing was changed. Correct what it names, then run migrate again.");
    }

    @Test
    void precheckIsSkippedOnceUpIsApplied() throws SQLException {
        assertThat(Run.on(database).migrate(demanding(1, db -> {})).failure()).isEmpty();

        Outcome again = Run.on(database)
                .migrate(
                        demanding(1, db -> {
                            throw new IllegalStateException("too late");
                        }),
                        Migrations.sql(2, "CREATE TABLE t ()"));

        assertThat(again.failure()).isEmpty();
    }

    @Test
    void aPrecheckMayCatchWhatTheServerRefuses() throws SQLException {
        Outcome outcome = Run.on(database).migrate(demanding(1, db -> {
            try {
                db.query("SELECT n FROM not_there", row -> row.getInt(1));
            } catch (SQLException fine) {
                db.log("there is none yet");
            }
        }));

        assertThat(outcome.failure()).isEmpty();
    }

    private static DiscoveredMigration demanding(int number, Migrations.Part<Database> precheck) {
        Migration migration = new Migration() {
            @Override
            public void precheck(Database database) throws Exception {
                precheck.run(database);
            }

            @Override
            public void up(Database database) throws SQLException {
                database.execute("SELECT 1");
            }
        };
        return Migrations.of(number, migration, false);
    }

    @Test
    void aPrecheckThatGivesTheLockAwayIsNamed() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        Migrations.sql(1, "CREATE TABLE t ()"),
                        demanding(2, db -> db.execute("SELECT pg_advisory_unlock_all()")));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("002-java-step gave the run's lock away, as pg_advisory_unlock_all() does.");
        assertThat(database.value("SELECT to_regclass('t')")).isEqualTo("null");
    }
}
