package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest.Others;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which table of another tool is its history, and where it counts. */
class OtherToolsTableTest extends OtherToolsDatabase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "CREATE TABLE history (LIKE flyway_schema_history); INSERT INTO history TABLE flyway_schema_history",
                "CREATE SCHEMA other; CREATE TABLE other.flyway_schema_history (LIKE flyway_schema_history);"
                        + " INSERT INTO other.flyway_schema_history TABLE flyway_schema_history",
                "ALTER TABLE flyway_schema_history RENAME TO schema_migrations; CREATE TABLE flyway_schema_history"
                        + " (LIKE schema_migrations)",
                "INSERT INTO flyway_schema_history SELECT 111, '0.1', 'x', 'BASELINE', 'x', NULL, 'x', now(), 0, true"
            })
    void whereThereIsNothingToTakeOverNothingIsRun(String change) throws Exception {
        history("flyway");
        database.execute("CREATE TABLE kept AS TABLE flyway_schema_history; " + change
                + "; DELETE FROM flyway_schema_history WHERE type <> 'BASELINE'");
        try (MigrationSet set = files("flyway")) {
            Failure failure = refused(set, Others.TAKE_OVER);
            assertThat(failure.message())
                    .isEqualTo(
                            "nexus.takeOver=true finds nothing to take over: no table of another tool, in a schema of"
                                    + " the search path, says that one of these migrations is applied.");
            assertThat(failure.hint())
                    .isEqualTo("Have the search path lead to the schema of that table; which tables are known, the page"
                            + " of this failure says. On a database that no tool has migrated, leave nexus.takeOver"
                            + " out.");
        }
    }

    @Test
    void theTableOfFlywaysFirstVersionsIsKnownToo() throws Exception {
        history("flyway");
        database.execute("ALTER TABLE flyway_schema_history RENAME TO schema_version");
        try (MigrationSet set = files("flyway")) {
            assertThat(refused(set, Others.STOP).message())
                    .startsWith("This database has a history of Flyway, public.schema_version, and none of nexus:");
        }
    }

    @Test
    void ofOneToolTheTableCountsThatTheSearchPathLeadsTo() throws Exception {
        history("dbmate");
        database.execute("CREATE SCHEMA other; CREATE TABLE other.schema_migrations (version varchar);"
                + " INSERT INTO other.schema_migrations VALUES ('1'); ALTER DATABASE " + database.name()
                + " SET search_path = public, other");
        try (MigrationSet set = files("dbmate")) {
            assertThat(refused(set, Others.STOP).message())
                    .startsWith("This database has a history of dbmate, public.schema_migrations, and none of nexus:");
        }
    }

    @Test
    void aVersionThatIsNoneHereStopsNeitherStatusNorAHistoryThatBeginsAnew() throws Exception {
        history("dbmate");
        database.execute("INSERT INTO schema_migrations VALUES ('first')");
        try (MigrationSet set = files("dbmate")) {
            Run status = Run.on(database);
            assertThat(status.migrator().status(set).failure()).isEmpty();
            assertThat(status.lines)
                    .containsExactly(
                            "warns: By the history of dbmate, public.schema_migrations, first has a version that"
                                    + " cannot be one here: it is not a version. Begin with the first migration, whatever is"
                                    + " there: -Dnexus.takeOver=false.");
            assertThat(Run.on(database).migrate(set, request(Others.IGNORE)).failure())
                    .isEmpty();
        }
    }

    @Test
    void aTableThatTheRoleMayNotReadIsSaid() throws Exception {
        String role = "guest_of_" + database.name();
        history("dbmate");
        database.execute("CREATE ROLE " + role + " LOGIN; GRANT CREATE ON SCHEMA public TO " + role);
        try (MigrationSet set = files("dbmate")) {
            Run guest = Run.on(database.url().replaceFirst("//[^@/]*@", "//" + role + "@"));
            Failure failure = guest.migrate(set, request(Others.TAKE_OVER))
                    .failure()
                    .orElseThrow()
                    .failure();
            assertThat(failure.message())
                    .isEqualTo(
                            "This database has a history of dbmate, public.schema_migrations, which this role may not"
                                    + " read.");
            assertThat(failure.hint())
                    .isEqualTo("Grant it: GRANT SELECT ON public.schema_migrations TO the role. Or begin with the first"
                            + " migration, whatever is there: -Dnexus.takeOver=false.");
            assertThat(guest.migrate(set, request(Others.IGNORE)).failure()).isEmpty();
        } finally {
            database.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    /** The way back to the other tool, as the documentation has it. */
    @Test
    void withoutATableOfOursItCountsAgainWhateverWasUndone() throws Exception {
        history("golang-migrate");
        database.execute("CREATE TABLE item (id int, name text)");
        try (MigrationSet set = files("golang-migrate")) {
            Run.on(database).migrate(set, request(Others.TAKE_OVER));
            Run.on(database).migrate(set, request(Others.STOP));
            assertThat(Run.on(database).rollback(set, RollbackRequest.LAST).failure())
                    .isEmpty();
            database.execute("DROP TABLE nexus_migrations");

            assertThat(refused(set, Others.STOP).message())
                    .startsWith("This database has a history of golang-migrate, public.schema_migrations, and none of");
        }
    }

    @Test
    void aTableOfAnotherToolWithoutARowAndOneOfAnotherShapeAreNone() throws Exception {
        history("dbmate");
        database.execute("DELETE FROM schema_migrations; CREATE TABLE changelog (id int, entry text)");

        assertThat(Run.on(database)
                        .migrate(sql(1, "CREATE TABLE item (id int)"))
                        .failure())
                .isEmpty();
    }

    @Test
    void aHistoryInAnotherSchemaIsAnothers() throws Exception {
        history("dbmate");
        database.execute("CREATE SCHEMA other; ALTER TABLE schema_migrations SET SCHEMA other");

        assertThat(Run.on(database)
                        .migrate(sql(1, "CREATE TABLE item (id int)"))
                        .failure())
                .isEmpty();
    }

    @Test
    void aBaselineIsRefusedBesideAnotherToolsHistory() throws Exception {
        history("golang-migrate");
        try (MigrationSet set = files("golang-migrate")) {
            Failure failure = Run.on(database)
                    .migrator()
                    .baseline(set, version(1))
                    .failure()
                    .orElseThrow()
                    .failure();
            assertThat(failure.code()).isEqualTo(FailureCode.BASELINE);
            assertThat(failure.message())
                    .isEqualTo("nexus.baseline is for a database without a history, and this one has one of"
                            + " golang-migrate, public.schema_migrations.");
            assertThat(failure.hint())
                    .isEqualTo(
                            "Take it over with nexus.takeOver=true, in place of nexus.baseline. If that table belongs to"
                                    + " something else, give nexus.takeOver=false as well.");
            assertThat(Run.on(database)
                            .migrator()
                            .baseline(set, version(1), Others.IGNORE)
                            .failure())
                    .isEmpty();
        }
    }
}
