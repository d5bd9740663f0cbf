package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rollback-check judges, and what it warns of, by what its target has. */
class RollbackCheckTargetTest extends OnProject {

    @SuppressWarnings("NullAway.Init")
    private TestDatabase scratch;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase target;

    @BeforeEach
    void createMigrations() throws IOException, SQLException {
        reversible("001-add-item", "CREATE TABLE item (id int);", "DROP TABLE item;");
        reversible("002-index-item", "CREATE INDEX item_id ON item (id);", "SELECT 1;");
        scratch = TestDatabase.create();
        target = TestDatabase.create();
        onCommandLine("nexus.scratchUrl", scratch.url());
    }

    @AfterEach
    void drop() throws SQLException {
        scratch.close();
        target.close();
    }

    private void useTarget() {
        onCommandLine("nexus.databaseUrl", target.url());
    }

    private List<String> warnings(RollbackCheckMojo check) throws Exception {
        check.execute();
        return report("rollback-check").getAsJsonArray("warnings").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    @Test
    void whereTheTargetHasAllAllAreJudged(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback-check") RollbackCheckMojo check)
            throws Exception {
        useTarget();
        migrate.execute();

        List<String> log = logged(check);

        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("1 of 2 migrations does not pass: 002-index-item leaves-trace.");

        assertThat(log).containsOnlyOnce("[INFO] Nothing is pending on the target, so all migrations are judged.");
        assertThat(report("rollback-check").getAsJsonArray("warnings")).isEmpty();
        assertThat(report("rollback-check").get("outcome").getAsString()).isEqualTo("failed");
        assertThat(report("rollback-check").getAsJsonArray("unjudged")).isEmpty();
    }

    @Test
    void judgingNothingIsSkippedInEveryReport(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "judge", value = "pending")
                    RollbackCheckMojo check)
            throws Exception {
        useTarget();
        migrate.execute();
        // Nothing is to be rehearsed, so no server is reached for.
        session.getUserProperties().setProperty("nexus.scratchUrl", "postgresql://localhost:1/none");

        check.execute();

        assertThat(report("rollback-check").get("outcome").getAsString()).isEqualTo("skipped");
        assertThat(report("rollback-check").get("summary").getAsString())
                .isEqualTo("No migration was judged: the target has all 2 migrations already.");
        assertThat(report("rollback-check").getAsJsonArray("warnings").get(0).getAsString())
                .isEqualTo(
                        "Nothing was rehearsed, so this run proves nothing. nexus.judge=all judges every migration.");
        assertThat(report("rollback-check").getAsJsonArray("unjudged")).hasSize(2);
        assertThat(report("rollback-check").get("rehearsedOn").isJsonNull()).isTrue();
        assertThat(report("rollback-check")
                        .getAsJsonObject("evidence")
                        .get("passed")
                        .getAsBoolean())
                .isFalse();
        assertThat(text("rollback-check.md"))
                .doesNotContain("\u2705", "Rehearsed on")
                .contains("\u26A0\uFE0F Nothing");
        assertThat(text("rollback-check.html")).contains("banner warns").doesNotContain("banner fine", "Rehearsed on");
        assertThat(text("TEST-nexus-rollback-check.xml"))
                .contains("tests=\"1\"", "skipped=\"1\"", "<skipped message=\"No migration was judged");
    }

    @Test
    void judgingNothingIsEvidenceForAnUpToDateTargetOnly(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "judge", value = "pending")
                    RollbackCheckMojo check,
            @InjectMojo(goal = "migrate")
                    @MojoParameter(name = "requireEvidence", value = "target/nexus/rollback-check.json")
                    MigrateMojo demanding)
            throws Exception {
        useTarget();
        migrate.execute();
        check.execute();

        demanding.execute();

        try (TestDatabase other = TestDatabase.create()) {
            session.getUserProperties().setProperty("nexus.databaseUrl", other.url());
            assertThatThrownBy(demanding::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessageStartingWith("The evidence does not cover what would be applied: 001-add-item was not"
                            + " rehearsed, its target had it already; 002-index-item was not rehearsed, its target had"
                            + " it already.");
        }
    }

    @Test
    void aCheckWithoutRowsIsNoEvidence(
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "rows", value = "none") RollbackCheckMojo check,
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "rows", value = "seeds")
                    RollbackCheckMojo withoutSeeds,
            @InjectMojo(goal = "migrate")
                    @MojoParameter(name = "requireEvidence", value = "target/nexus/rollback-check.json")
                    MigrateMojo demanding)
            throws Exception {
        Files.writeString(folder.resolve("target/classes/db/migration/002-index-item.down.sql"), "DROP INDEX item_id;");
        useTarget();

        check.execute();

        assertThat(report("rollback-check").get("evidence").isJsonNull()).isTrue();
        withoutSeeds.execute();
        assertThat(report("rollback-check").get("evidence").isJsonNull()).isTrue();
        assertThatThrownBy(demanding::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(
                        "rollback-check.json holds no evidence: that run of rollback-check came to no proof,"
                                + " or had no rows (nexus.rows).");
    }

    @Test
    void tablesWithoutAHistoryAreWarnedOfAndNoEvidenceCoversThem(
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "failOn", value = "none")
                    RollbackCheckMojo check,
            @InjectMojo(goal = "migrate")
                    @MojoParameter(name = "requireEvidence", value = "target/nexus/rollback-check.json")
                    MigrateMojo demanding)
            throws Exception {
        Files.writeString(folder.resolve("target/classes/db/migration/002-index-item.down.sql"), "DROP INDEX item_id;");
        target.execute("CREATE TABLE d (); CREATE TABLE a (); CREATE TABLE c (); CREATE TABLE b ()");
        useTarget();

        check.execute();

        assertThat(report("rollback-check").getAsJsonArray("warnings").get(0).getAsString())
                .isEqualTo("The target has 4 tables and no history of migrations: public.a, public.b, public.c and 1"
                        + " more. The rehearsal starts from an empty database and proves nothing about them: its"
                        + " evidence does not let nexus:migrate run there.");
        assertThatThrownBy(demanding::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("The database has 4 tables and no history of migrations: public.a, public.b,"
                        + " public.c and 1 more. No rehearsal from an empty database is evidence for it.");
        assertThat(target.value("SELECT to_regclass('item')")).isEqualTo("null");

        target.execute("DROP TABLE a, b, c, d");
        demanding.execute();
        assertThat(target.value("SELECT to_regclass('item')")).isEqualTo("item");
    }

    @Test
    void aHistoryThatDoesNotFitTheFilesIsWarnedOf(
            @InjectMojo(goal = "migrate") @MojoParameter(name = "target", value = "1") MigrateMojo migrate,
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "failOn", value = "none")
                    RollbackCheckMojo check)
            throws Exception {
        useTarget();
        migrate.execute();
        String applied = target.value("SELECT to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
                + " FROM nexus_migrations");
        String refused = "The target's history does not fit these files, and nexus:migrate would apply nothing there: ";
        check.execute();
        assertThat(report("rollback-check").getAsJsonArray("warnings")).isEmpty();

        write("001-add-item.sql", "CREATE TABLE item (id int, edited int);");
        assertThat(warnings(check))
                .singleElement()
                .asString()
                .startsWith(refused + "001-add-item (db/migration/001-add-item.sql) was applied on " + applied)
                .endsWith("Z and has been edited since. Undo the edit and put the change into a new migration with the"
                        + " next version.");

        Files.delete(migrations().resolve("001-add-item.sql"));
        Files.delete(migrations().resolve("001-add-item.down.sql"));
        write("000-add-item.sql", "CREATE TABLE item (id int);");
        write("000-add-item.down.sql", "DROP TABLE item;");
        assertThat(warnings(check))
                .last()
                .asString()
                .startsWith(refused + "001-add-item was applied on " + applied)
                .endsWith(
                        "Z and is not on the class path. Bring the migration back: its file or class must stay as long"
                                + " as a database carries it.");

        Files.delete(migrations().resolve("002-index-item.sql"));
        Files.delete(migrations().resolve("002-index-item.down.sql"));
        assertThat(warnings(check))
                .containsExactly(
                        refused + "The database is ahead of the code: 001-add-item was applied to it, the newest"
                                + " migration here is 000-add-item. Check out the version of the code that this database belongs"
                                + " to, or a newer one.");
    }

    @Test
    void theHistoryOfAnotherProjectIsNamed(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback-check") RollbackCheckMojo check)
            throws Exception {
        useTarget();
        migrate.execute();
        // Of the other project the first is here another one, and the second is newer than all.
        for (String name : List.of("001-add-item", "002-index-item")) {
            Files.delete(migrations().resolve(name + ".sql"));
            Files.delete(migrations().resolve(name + ".down.sql"));
        }
        write("001-add-order.sql", "ALTER TABLE orders ADD item int;");
        write("001-add-order.down.sql", "ALTER TABLE orders DROP item;");

        assertThatThrownBy(check::execute).isInstanceOf(MojoFailureException.class);

        assertThat(report("rollback-check").getAsJsonArray("warnings"))
                .singleElement()
                .asString()
                .contains("001 is 001-add-order (sql) on the class path, but 001-add-item (sql) was applied on ")
                .contains("If this is the history of another project, name a schema of this project's own in"
                        + " nexus.schema.");
    }

    @Test
    void anotherToolsHistoryIsWarnedOfOnlyWhereItCouldNotBeTakenOver(
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "failOn", value = "none")
                    RollbackCheckMojo check)
            throws Exception {
        useTarget();
        target.execute("CREATE TABLE item (id int); CREATE TABLE schema_migrations (version bigint, dirty boolean);"
                + " INSERT INTO schema_migrations VALUES (1, false)");
        assertThat(warnings(check)).isEmpty();

        target.execute("UPDATE schema_migrations SET dirty = true");

        assertThat(warnings(check))
                .singleElement()
                .asString()
                .startsWith(
                        "The target's history does not fit these files, and nexus:migrate would apply nothing there:"
                                + " By the history of golang-migrate, public.schema_migrations, 1 ");
    }

    @Test
    void theVersionThatIsAskedForMustBeThatOfTheTarget(
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "postgresVersion", value = "13")
                    RollbackCheckMojo check)
            throws Exception {
        String major = target.value("SELECT current_setting('server_version_num')::int / 10000");

        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith(
                        "nexus.postgresVersion is 13, and the server of nexus.scratchUrl is PostgreSQL " + major + ".");

        useTarget();
        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("nexus.postgresVersion is 13, and the target is PostgreSQL " + major + ".");
    }

    @Test
    void aTargetThatComesFromTheShellsVariablesIsWarnedOf(@InjectMojo(goal = "rollback-check") RollbackCheckMojo check)
            throws Exception {
        ConnectionSettings settings = DatabaseUrl.parse(target.url(), "postgres");
        session.getSystemProperties()
                .setProperty("env.PGHOST", settings.server().host());
        session.getSystemProperties()
                .setProperty("env.PGPORT", String.valueOf(settings.server().port()));
        session.getSystemProperties().setProperty("env.PGDATABASE", target.name());
        session.getSystemProperties().setProperty("env.PGUSER", settings.user());

        assertThatThrownBy(check::execute).isInstanceOf(MojoFailureException.class);

        assertThat(report("rollback-check").getAsJsonArray("warnings").get(0).getAsString())
                .isEqualTo("The target is taken from the PG* variables of the environment. Unset PGHOST, PGSERVICE and"
                        + " PGDATABASE to rehearse without a target, or name one in DATABASE_URL.");
    }
}
