package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far rollback undoes, and what it reports. */
class RollbackMojoTest extends OnProject {

    @BeforeEach
    void createMigrations() throws IOException {
        irreversible("001-add-item", "CREATE TABLE item (id int);");
        irreversible("002-add-owner", "ALTER TABLE item ADD COLUMN owner text;");
    }

    @Test
    void aDryRunOfARollbackSaysWhatItWouldDo(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback")
                    @MojoParameter(name = "count", value = "1")
                    @MojoParameter(name = "dryRun", value = "true")
                    RollbackMojo mojo)
            throws Exception {
        reversible("003-add-price", "ALTER TABLE item ADD COLUMN price int;", "ALTER TABLE item DROP COLUMN price;");
        List<String> lines = logged(mojo);
        TestDatabase database = useDatabase();
        migrate.execute();

        mojo.execute();

        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "[INFO] To be undone, in this order:",
                        "[INFO]   003-add-price",
                        "[INFO] 002-add-owner stays the last one applied.",
                        "[INFO] 1 migration would be undone; nothing was changed.");
        assertThat(report("rollback").get("plan").toString())
                .isEqualTo("[{\"number\":\"003\",\"name\":\"add-price\",\"undone\":false}]");
        assertThat(report("rollback").get("invalidIndexes").toString()).isEqualTo("[]");
        assertThat(database.value("SELECT count(price) FROM item")).isEqualTo("0");
        assertThat(database.value("SELECT to_regclass('nexus_rollbacks')")).isEqualTo("null");
    }

    @Test
    void howFarToRollBackMustBeSaidAndOnlyOnce(@InjectMojo(goal = "rollback") RollbackMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        Neither nexus.target nor nexus.count says how far to roll back.

                        What to do: Give one of them: -Dnexus.target=<version> undoes every migration above that version,\
                         -Dnexus.target=none all of them, -Dnexus.count=<n> the n that were applied last.
                        More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=bad-parameter""");
    }

    @Test
    void aRollbackIsNotToldTwiceHowFar(
            @InjectMojo(goal = "rollback")
                    @MojoParameter(name = "target", value = "001")
                    @MojoParameter(name = "count", value = "1")
                    RollbackMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("Both nexus.target and nexus.count say how far to roll back.");
    }

    @Test
    void aCountOfNothing(@InjectMojo(goal = "rollback") @MojoParameter(name = "count", value = "0") RollbackMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("nexus.count: \"0\" is not a number of migrations.");
    }

    @Test
    void aRollbackUndoesAndReports(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback") @MojoParameter(name = "target", value = "1") RollbackMojo mojo)
            throws Exception {
        reversible("002-add-owner", "ALTER TABLE item ADD COLUMN owner text;", "ALTER TABLE item DROP COLUMN owner;");
        reversible("003-add-price", "ALTER TABLE item ADD COLUMN price int;", "ALTER TABLE item DROP COLUMN price;");
        List<String> lines = logged(mojo);
        TestDatabase database = useDatabase();
        migrate.execute();

        mojo.execute();

        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "[INFO] To be undone, in this order:",
                        "[INFO]   003-add-price",
                        "[INFO]   002-add-owner",
                        "[INFO] 001-add-item stays the last one applied.",
                        "[INFO] + 003-add-price undone in n ms",
                        "[INFO] + 002-add-owner undone in n ms",
                        "[INFO] 2 migrations undone in n ms; 1 is still applied.");
        assertThat(report("rollback").get("plan").toString())
                .isEqualTo("[{\"number\":\"003\",\"name\":\"add-price\",\"undone\":true},"
                        + "{\"number\":\"002\",\"name\":\"add-owner\",\"undone\":true}]");
        assertThat(report("rollback").get("outcome").getAsString()).isEqualTo("ok");
        assertThat(database.value("SELECT string_agg(version, ' ') FROM nexus_migrations"))
                .isEqualTo("001");

        mojo.execute();
        assertThat(report("rollback").get("summary").getAsString())
                .isEqualTo("Nothing to undo: no migration above nexus.target is applied.");
    }

    @Test
    void aRefusedRollbackChangesNothing(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback") @MojoParameter(name = "target", value = "none") RollbackMojo mojo)
            throws Exception {
        reversible("003-add-price", "ALTER TABLE item ADD COLUMN price int;", "ALTER TABLE item DROP COLUMN price;");
        TestDatabase database = useDatabase();
        migrate.execute();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""
                        002-add-owner cannot be undone on this database: it has no down: a test's own migration.

                          Undone       nothing by this run

                        What to do: Write a new migration that goes on from here, or restore a backup. What was\
                         applied after it can be undone with -Dnexus.count=1.
                        More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=cannot-undo""");
        assertThat(report("rollback").getAsJsonArray("plan")).isEmpty();
        assertThat(report("rollback").get("summary").getAsString()).isEqualTo("Nothing was undone.");
        assertThat(database.value("SELECT count(price) FROM item")).isEqualTo("0");
    }

    @Test
    void aRollbackThatFailsHalfWaySaysHowFarItCame(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback") @MojoParameter(name = "count", value = "3") RollbackMojo mojo)
            throws Exception {
        reversible("001-add-item", "CREATE TABLE item (id int);", "DROP TABLE item;");
        reversible("002-add-owner", "ALTER TABLE item ADD COLUMN owner text;", "ALTER TABLE itm DROP COLUMN owner;");
        reversible("003-add-price", "ALTER TABLE item ADD COLUMN price int;", "ALTER TABLE item DROP COLUMN price;");
        useDatabase();
        migrate.execute();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("  File         db/migration/002-add-owner.down.sql")
                .hasMessageContaining("  Undone       003-add-price\n  Not reached  001-add-item\n")
                .hasMessageContaining("Its down was rolled back: the migration counts as applied. Fix the down.");
        assertThat(report("rollback").get("summary").getAsString())
                .matches(
                        "1 migration undone in \\d+ ms, then 002-add-owner failed; 1 was not reached: 001-add-item\\.");
    }
}
