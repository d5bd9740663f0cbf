package io.github.claudenexus.runner;

import static io.github.claudenexus.history.MigrationState.APPLIED;
import static io.github.claudenexus.history.MigrationState.PENDING;
import static io.github.claudenexus.history.MigrationState.TO_TAKE_OVER;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.PlanRequest.Others;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another tool has applied is recorded after its checks, and never run. */
class TakeOverTest extends OtherToolsDatabase {

    private static final String ROWS = """
            SELECT string_agg(concat_ws(' ', version, name, kind, state, recorded_by, applied_order), ', '
                              ORDER BY applied_order)
            FROM nexus_migrations""";

    private String content(String table) throws SQLException {
        return database.value("SELECT string_agg(t::text, '; ' ORDER BY t::text) FROM " + table + " AS t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            flyway         | Flyway             | flyway_schema_history      | 1-Create-item, 1.1-crlf, 2-bom, 3.1-placeholder, 4-cr, 5-vt, 20240131120000-timestamp, R-Another-view, 2.5-hotfix, R-view, R-owner-view
            mybatis        | MyBatis Migrations | changelog                  | 20261128090132-create-changelog, 20261128090133-first-migration
            golang-migrate | golang-migrate     | schema_migrations          | 1-create-item, 2-add-name
            dbmate         | dbmate             | schema_migrations          | 20240101000000-create-item, 20240102000000-index-item
            diesel         | Diesel             | __diesel_schema_migrations | 00000000000000-diesel-initial-setup, 20240131120000-create-item
            sqlx           | sqlx               | _sqlx_migrations           | 20240131120000-create-item, 20240131120001-add-name
            """)
    void whatAnotherToolHasAppliedIsShownAndThenRecordedAndNotRun(String tool, String title, String table, String ids)
            throws Exception {
        history(tool);
        String before = content(table);
        List<String> taken = List.of(ids.split(", "));
        try (MigrationSet set = files(tool)) {
            Run looks = Run.on(database);
            Outcome status = looks.migrator().status(set);
            assertThat(status.failure()).isEmpty();
            assertThat(looks.lines)
                    .containsExactly("warns: This database has a history of " + title + ", public." + table
                            + ", and none of nexus: by that one " + taken.size()
                            + " migrations are applied. -Dnexus.takeOver=true records them, runs none, and leaves public."
                            + table + " as it is; -Dnexus.takeOver=false begins with the first migration, whatever is"
                            + " there.");
            assertThat(status.migrations())
                    .filteredOn(one -> one.state() == TO_TAKE_OVER)
                    .extracting(one -> one.entry().id().toString())
                    .containsExactlyInAnyOrderElementsOf(taken);

            Failure stopped = refused(set, Others.STOP);
            assertThat(stopped.message())
                    .isEqualTo("This database has a history of " + title + ", public." + table
                            + ", and none of nexus: by that one " + taken.size() + " migrations are applied.");
            assertThat(stopped.hint())
                    .isEqualTo("-Dnexus.takeOver=true records them, runs none, and leaves public." + table
                            + " as it is; -Dnexus.takeOver=false begins with the first migration, whatever is there.");

            Run run = Run.on(database);
            Outcome outcome = run.migrate(set, request(Others.TAKE_OVER));
            assertThat(outcome.failure()).isEmpty();
            assertThat(run.lines).singleElement().asString().startsWith("says: Taken over, and not run: ");
            assertThat(database.value("""
                            SELECT string_agg(version || '-' || name, ', ' ORDER BY applied_order)
                            FROM nexus_migrations WHERE state = 'applied' AND recorded_by = 'takeOver'""")).isEqualTo(ids);
            assertThat(database.value("SELECT to_regclass('item')")).isEqualTo("null");
            assertThat(content(table)).isEqualTo(before);

            Outcome again = Run.on(database).migrator().status(set);
            assertThat(again.migrations())
                    .filteredOn(one -> taken.contains(one.entry().id().toString()))
                    .hasSameSizeAs(taken)
                    .allMatch(one -> one.state() == APPLIED);
        }
    }

    @Test
    void whenAndByWhomIsTakenOverAsFarAsItIsKnown() throws Exception {
        history("sqlx");
        try (MigrationSet set = files("sqlx")) {
            Run.on(database).migrate(set, request(Others.TAKE_OVER));
        }
        assertThat(database.value("""
                        SELECT string_agg(concat_ws(' ', to_char(applied_at AT TIME ZONE 'UTC', 'HH24:MI:SS'), duration_ms,
                                                    applied_by = session_user), ', ' ORDER BY applied_order)
                        FROM nexus_migrations""")).isEqualTo("12:30:00 12 t, 12:30:01 2 t");
    }

    @Test
    void theNextRunAppliesWhatIsNew() throws Exception {
        history("golang-migrate");
        database.execute("CREATE TABLE item (id int, name text)");
        try (MigrationSet set = files("golang-migrate")) {
            Outcome taken = Run.on(database).migrate(set, request(Others.TAKE_OVER));
            assertThat(taken.migrations())
                    .extracting(MigrationResult::state)
                    .containsExactly(APPLIED, APPLIED, PENDING);

            Failure again = Run.on(database)
                    .migrate(set, request(Others.TAKE_OVER))
                    .failure()
                    .orElseThrow()
                    .failure();
            assertThat(again.message())
                    .isEqualTo("nexus.takeOver=true is for a database without a history of nexus, and"
                            + " public.nexus_migrations has 2 rows.");
            assertThat(again.hint()).isEqualTo("Leave nexus.takeOver out: nexus:migrate applies what is pending.");

            assertThat(Run.on(database).migrate(set, request(Others.STOP)).failure())
                    .isEmpty();
        }
        assertThat(database.value("SELECT string_agg(recorded_by, ' ' ORDER BY applied_order) FROM nexus_migrations"))
                .isEqualTo("takeOver takeOver migrate");
        assertThat(database.value("SELECT count(price) FROM item")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            flyway | UPDATE flyway_schema_history SET success = false WHERE version = '4' | By the history of Flyway, public.flyway_schema_history, 4 (cr) has failed. | flyway:repair corrects that table, once what failed is cleaned up.
            flyway | INSERT INTO flyway_schema_history VALUES (112, '6', 'gone', 'SQL', 'V6__gone.sql', 1, 'x', now(), 1, true) | By the history of Flyway, public.flyway_schema_history, 6 (gone) is applied, and no migration here has that version. | Bring its file back; or say where the files are and how they are named: nexus.locations, nexus.layout. If that history is of another project: -Dnexus.takeOver=false.
            flyway | UPDATE flyway_schema_history SET checksum = 7 WHERE version = '2' | flyway/V2__bom.sql is not what Flyway applied: its checksum is crc32:-1218651110, and crc32:7 in public.flyway_schema_history. | Undo the edit, and put the change into a new migration. If what was applied is what the file has now, flyway:repair, run before the take-over, puts the checksum of the file into that table.
            sqlx | UPDATE _sqlx_migrations SET success = false WHERE version = 20240131120001 | By the history of sqlx, public._sqlx_migrations, 20240131120001 (add name) has failed. | Clean up what failed, and delete its row there.
            sqlx | UPDATE _sqlx_migrations SET checksum = sha384('x') WHERE version = 20240131120000 | sqlx/20240131120000_create_item.up.sql is not what sqlx applied: its checksum is sha384:deccf3e8e5f6fc4c2392f80f251dcfde26eb9275753779eb7f58951c613fbb45fd83f0406f03e8bb0158c1ff4a32fa25, and sha384:d752c2c51fba0e29aa190570a9d4253e44077a058d3297fa3a5630d5bd012622f97c28acaed313b5c83bb990caa7da85 in public._sqlx_migrations. | Undo the edit, and put the change into a new migration.
            golang-migrate | UPDATE schema_migrations SET dirty = true | By the history of golang-migrate, public.schema_migrations, 2 is dirty: it has failed half way. | Clean up what failed, and set the version that the database has: migrate force <version>.
            golang-migrate | UPDATE schema_migrations SET version = 4 | By the history of golang-migrate, public.schema_migrations, 4 is applied, and no migration here has that version. | Bring its file back; or say where the files are and how they are named: nexus.locations, nexus.layout. If that history is of another project: -Dnexus.takeOver=false.
            golang-migrate | UPDATE schema_migrations SET version = -1, dirty = true | By the history of golang-migrate, public.schema_migrations, 0 is dirty: it has failed half way. | Clean up what failed, and set the version that the database has: migrate force <version>.
            dbmate | INSERT INTO schema_migrations VALUES ('20240103000000') | By the history of dbmate, public.schema_migrations, 20240103000000 is applied, and no migration here has that version. | Bring its file back; or say where the files are and how they are named: nexus.locations, nexus.layout. If that history is of another project: -Dnexus.takeOver=false.
            dbmate | INSERT INTO schema_migrations VALUES ('first') | By the history of dbmate, public.schema_migrations, first has a version that cannot be one here: it is not a version. | Begin with the first migration, whatever is there: -Dnexus.takeOver=false.
            mybatis | UPDATE changelog SET description = 'drop everything' WHERE id = 20261128090133 | By the history of MyBatis Migrations, public.changelog, 20261128090133 (drop everything) is applied, and here that version is 20261128090133-first-migration. | Give one of the two another version if they are two migrations; or say where the files are and how they are named: nexus.locations, nexus.layout.
            flyway | UPDATE flyway_schema_history SET type = 'UNDO_SQL', success = false WHERE version = '5' | By the history of Flyway, public.flyway_schema_history, 5 (vt) has failed. | flyway:repair corrects that table, once what failed is cleaned up.
            flyway | UPDATE flyway_schema_history SET success = false WHERE installed_rank = 11 | By the history of Flyway, public.flyway_schema_history, view has failed. | flyway:repair corrects that table, once what failed is cleaned up.
            flyway | UPDATE flyway_schema_history SET success = false, description = 'gone' WHERE installed_rank = 11 | By the history of Flyway, public.flyway_schema_history, gone has failed. | flyway:repair corrects that table, once what failed is cleaned up.
            flyway | CREATE TABLE schema_migrations (version bigint primary key, dirty boolean); INSERT INTO schema_migrations VALUES (5, false); UPDATE flyway_schema_history SET success = false WHERE version = '2' | This database has the histories of Flyway (public.flyway_schema_history) and of golang-migrate (public.schema_migrations). | One of them is not in use any more: rename its table, or drop it.
            mybatis | CREATE TABLE schema_migrations (version bigint primary key, dirty boolean); INSERT INTO schema_migrations VALUES (1, false) | This database has the histories of golang-migrate (public.schema_migrations) and of MyBatis Migrations (public.changelog). | One of them is not in use any more: rename its table, or drop it.
            """)
    void aHistoryThatIsNotInOrderIsRefusedAndNothingIsChanged(String tool, String change, String message, String hint)
            throws Exception {
        history(tool);
        database.execute(change);
        try (MigrationSet set = files(tool)) {
            Failure failure = refused(set, Others.TAKE_OVER);
            assertThat(failure.message()).isEqualTo(message);
            assertThat(failure.hint()).isEqualTo(hint);
            assertThat(refused(set, Others.STOP).message()).isEqualTo(message);
            Run status = Run.on(database);
            assertThat(status.migrator().status(set).failure()).isEmpty();
            assertThat(status.lines).containsExactly("warns: " + message + " " + hint);
        }
    }

    /** As flyway:baseline, flyway:repair and the undo of Flyway's paid editions leave it. */
    @Test
    void ofFlywayTheLastRowOfAVersionCountsAndABaselineStandsForAllBefore() throws Exception {
        history("flyway");
        database.execute("""
                DELETE FROM flyway_schema_history WHERE version IN ('1', '1.1', '2', '2.5');
                INSERT INTO flyway_schema_history VALUES
                  (-1, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"shop"', NULL, 'x', now(), 0, true),
                  (0, '2.2', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'x', now(), 0, true),
                  (13, '9', 'gone', 'SQL', 'V9__gone.sql', 1, 'x', now(), 0, true),
                  (14, '9', 'gone', 'DELETE', 'V9__gone.sql', 1, 'x', now(), 0, true),
                  (15, '20240131120000', 'timestamp', 'UNDO_SQL', 'U20240131120000__x.sql', 1, 'x', now(), 0, true)""");
        try (MigrationSet set = files("flyway")) {
            assertThat(Run.on(database).migrate(set, request(Others.TAKE_OVER)).failure())
                    .isEmpty();
        }
        assertThat(database.value("SELECT string_agg(version, ', ' ORDER BY applied_order) FROM nexus_migrations"))
                .isEqualTo("1, 1.1, 2, 3.1, 4, 5, R, R, R");
    }

    @Test
    void aRepeatableMigrationThatHasBeenEditedIsNotTakenOverButRunAgain() throws Exception {
        history("flyway");
        database.execute("UPDATE flyway_schema_history SET checksum = 7 WHERE description = 'Another view'");
        try (MigrationSet set = files("flyway")) {
            assertThat(Run.on(database).migrate(set, request(Others.TAKE_OVER)).failure())
                    .isEmpty();
            Run run = Run.on(database);
            assertThat(run.migrate(set, request(Others.STOP)).failure()).isEmpty();
            assertThat(run.lines).containsExactly("begins: R-Another-view", "applied: R-Another-view");
        }
    }

    @Test
    void aBaselineFileOfFlywayIsAnotherThanTheMigrationOfItsVersion() throws Exception {
        history("flyway");
        database.execute("UPDATE flyway_schema_history SET type = 'SQL_BASELINE', checksum = 7 WHERE version = '3.1'");
        try (MigrationSet set = files("flyway")) {
            assertThat(Run.on(database).migrate(set, request(Others.TAKE_OVER)).failure())
                    .isEmpty();
        }
    }

    @Test
    void whatTheRoleMayNotRecordIsStillToBeTakenOver() throws Exception {
        String role = "reader_of_" + database.name();
        Run.on(database).migrate(sql(1, "SELECT 1"));
        history("golang-migrate");
        database.execute("DELETE FROM nexus_migrations; CREATE ROLE " + role + " LOGIN;"
                + " GRANT SELECT ON nexus_migrations, schema_migrations TO " + role);
        try (MigrationSet set = files("golang-migrate")) {
            Outcome outcome = Run.on(database.url(role)).migrate(set, request(Others.TAKE_OVER));

            Failure failure = outcome.failure().orElseThrow().failure();
            assertThat(failure.message())
                    .isEqualTo("The role " + role
                            + " lacks a right on the history table: permission denied for table nexus_migrations.");
            assertThat(failure.place().migration())
                    .as("one that would have failed")
                    .isEmpty();
            assertThat(outcome.migrations())
                    .extracting(MigrationResult::state)
                    .containsExactly(TO_TAKE_OVER, TO_TAKE_OVER, PENDING);
        } finally {
            database.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void aLostAnswerToTheCommitIsLookedUp() throws Exception {
        Run.on(database).migrate(sql(1, "SELECT 1"));
        history("golang-migrate");
        database.execute("""
                DELETE FROM nexus_migrations;
                CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN SET client_connection_check_interval = 0; PERFORM pg_sleep(2); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON nexus_migrations DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW WHEN (NEW.name = 'add-name') EXECUTE FUNCTION slow()""");
        try (MigrationSet set = files("golang-migrate")) {
            Outcome outcome = Run.on(impatient()).migrate(set, request(Others.TAKE_OVER));

            assertThat(outcome.failure().orElseThrow())
                    .hasMessage(
                            "The connection was lost at the end of 2-add-name, which has been committed all the same.");
            assertThat(outcome.migrations())
                    .extracting(MigrationResult::state)
                    .containsExactly(APPLIED, APPLIED, PENDING);
        }
    }

    @Test
    void anotherToolsHistoryThatIsNotToBeLookedAtIsNot() throws Exception {
        history("mybatis");

        assertThat(Run.on(database)
                        .migrate(Run.set(List.of(sql(1, "CREATE TABLE item (id int)"))), request(Others.IGNORE))
                        .failure())
                .isEmpty();

        assertThat(database.value(ROWS)).isEqualTo("001 sql-step sql applied migrate 1");
    }

    @Test
    void whatWasTakenOverCanBeUndoneAndNothingBefore() throws Exception {
        history("dbmate");
        database.execute("CREATE TABLE item (id int); CREATE INDEX item_id ON item (id)");
        try (MigrationSet set = files("dbmate")) {
            RollbackRequest all = new RollbackRequest(new RollbackRequest.All(), false, Optional.empty());

            Failure failure =
                    Run.on(database).rollback(set, all).failure().orElseThrow().failure();
            assertThat(failure.code()).isEqualTo(FailureCode.TAKE_OVER);
            assertThat(failure.message())
                    .isEqualTo(
                            "This database has a history of dbmate, public.schema_migrations, and none of nexus: there is"
                                    + " nothing that it could undo.");
            assertThat(database.value("SELECT to_regclass('item_id')")).isEqualTo("item_id");

            assertThat(Run.on(database).migrate(set, request(Others.TAKE_OVER)).failure())
                    .isEmpty();
            assertThat(Run.on(database).rollback(set, all).failure()).isEmpty();
            assertThat(database.value("SELECT to_regclass('item')")).isEqualTo("null");
            assertThat(database.value("SELECT string_agg(version, ' ' ORDER BY id) FROM nexus_rollbacks"))
                    .isEqualTo("20240102000000 20240101000000");
            assertThat(database.value("SELECT count(*) FROM schema_migrations")).isEqualTo("2");
            // What it says is not true any more: nothing is there to be taken over again.
            assertThat(Run.on(database).migrate(set, PlanRequest.ALL).failure()).isEmpty();
            assertThat(database.value("SELECT to_regclass('item_id')")).isEqualTo("item_id");
        }
    }

    private String impatient() {
        return database.url().replaceFirst("^postgresql://([^:@]+)(?::([^@]+))?@", "jdbc:postgresql://$1:$2@")
                + "?socketTimeout=1";
    }
}
