package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals as Maven makes them, on a project in a folder of its own and, where one is reached, a real database. */
@MojoTest
class NexusMojoTest {

    private final MavenProject project = new MavenProject();

    @Inject
    private MavenSession session;

    private Path folder;

    // A real one: the harness's own spy forgets its POM.
    @Provides
    MavenProject project() {
        return project;
    }

    @BeforeEach
    void aProjectWithTwoMigrations(@TempDir Path place) throws IOException {
        folder = place;
        Path output = Files.createDirectories(folder.resolve("target/classes"));
        project.setFile(folder.resolve("pom.xml").toFile());
        project.setArtifacts(Set.of());
        project.getBuild().setDirectory(folder.resolve("target").toString());
        project.getBuild().setOutputDirectory(output.toString());
        migration("001-add-item", "CREATE TABLE item (id int);");
        migration("002-add-owner", "ALTER TABLE item ADD COLUMN owner text;");
    }

    private void migration(String name, String sql) throws IOException {
        Path place = Files.createDirectories(folder.resolve("target/classes/db/migration"));
        Files.writeString(place.resolve(name + ".sql"), "-- nexus: irreversible=a test's own migration\n" + sql + "\n");
    }

    private void reversible(String name, String up, String down) throws IOException {
        Path place = Files.createDirectories(folder.resolve("target/classes/db/migration"));
        Files.writeString(place.resolve(name + ".sql"), up + "\n");
        Files.writeString(place.resolve(name + ".down.sql"), down + "\n");
    }

    private void onCommandLine(String name, String value) {
        session.getUserProperties().setProperty(name, value);
    }

    private JsonObject report(String goal) throws IOException {
        Path file = folder.resolve("target/nexus/" + goal + ".json");
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    @Test
    void skipIsLookedAtFirst(
            @InjectMojo(goal = "migrate")
                    @MojoParameter(name = "skip", value = "true")
                    @MojoParameter(name = "wait", value = "nonsense")
                    MigrateMojo mojo)
            throws Exception {
        mojo.execute();

        assertThat(report("migrate").get("outcome").getAsString()).isEqualTo("skipped");
        assertThat(report("migrate").get("summary").getAsString()).isEqualTo("Skipped: nexus.skip is set.");
    }

    @Test
    void withoutADatabase(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws IOException {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("No setting names a database")
                .hasMessageContaining("What to do: Give one of these: -Dnexus.databaseUrl=")
                .hasMessageEndingWith(
                        "More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=no-database")
                .hasNoCause();
        assertThat(report("migrate").getAsJsonObject("failure").get("code").getAsString())
                .isEqualTo("no-database");
    }

    @Test
    void withAnotherDatabase(@InjectMojo(goal = "status") StatusMojo mojo) {
        onCommandLine("nexus.databaseUrl", "mysql://u:topsecret@localhost/x");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("mysql")
                .hasMessageContaining(":help -Dtopic=not-postgresql")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void anUnknownPropertyNeverMigrates(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());
            onCommandLine("nexus.backup", "true");

            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoExecutionException.class)
                    .hasMessageStartingWith("-Dnexus.backup is not known to this version of the plugin.");
            assertThat(database.value("SELECT count(*) FROM pg_class WHERE relname = 'item'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aPromiseToChangeNothingNeverMigrates(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());
            onCommandLine("nexus.dryRun", "true");

            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoExecutionException.class)
                    .hasMessageStartingWith("nexus.dryRun is not read by migrate, which would change the database.");
            assertThat(database.value("SELECT count(*) FROM pg_class WHERE relname = 'item'"))
                    .isEqualTo("0");
        }
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
        List<String> lines = new ArrayList<>();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                lines.add(line.toString());
            }
        });
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());
            migrate.execute();

            mojo.execute();

            assertThat(lines.subList(1, lines.size()))
                    .containsExactly(
                            "To be undone, in this order:",
                            "  003-add-price",
                            "002-add-owner stays the last one applied.",
                            "1 migration would be undone; nothing was changed.");
            assertThat(report("rollback").get("plan").toString())
                    .isEqualTo("[{\"number\":\"003\",\"name\":\"add-price\",\"undone\":false}]");
            assertThat(report("rollback").get("invalidIndexes").toString()).isEqualTo("[]");
            assertThat(database.value("SELECT count(price) FROM item")).isEqualTo("0");
            assertThat(database.value("SELECT to_regclass('nexus_rollbacks')")).isEqualTo("null");
        }
    }

    @Test
    void aTypoInThePomFails(@InjectMojo(goal = "status") StatusMojo mojo) throws Exception {
        Plugin plugin = new Plugin();
        plugin.setGroupId("io.github.claudenexus");
        plugin.setArtifactId("nexus-maven-plugin");
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        configuration.addChild(new Xpp3Dom("failOnPendng"));
        plugin.setConfiguration(configuration);
        project.getBuild().addPlugin(plugin);
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());

            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoExecutionException.class)
                    .hasMessageStartingWith(
                            "<failOnPendng> in the plugin's <configuration> is a parameter of no goal of"
                                    + " this version of the plugin.")
                    .hasMessageContaining("Did you mean <failOnPending>?");
        }
        assertThat(report("status").get("database").isJsonNull()).isTrue();
    }

    @Test
    void aTypoInAPomPropertyFails(@InjectMojo(goal = "status") StatusMojo mojo) throws Exception {
        project.getProperties().setProperty("nexus.failOnPendng", "true");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("The property nexus.failOnPendng in the POM's <properties> is not known");
    }

    @Test
    void aVariableThatNoMigrationAsksForIsReported(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());
            onCommandLine("nexus.variables.acounts", "a=one");

            mojo.execute();

            assertThat(report("migrate").getAsJsonArray("warnings").toString())
                    .contains("The variable acounts was given on the command line, and no migration of this run asked"
                            + " for it: it had no effect. A Java migration that is applied already runs again only"
                            + " with nexus.only and nexus.again.");
        }
    }

    @Test
    void aBadDuration(
            @InjectMojo(goal = "status") @MojoParameter(name = "lockTimeout", value = "soon") StatusMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        nexus.lockTimeout: "soon" is not a valid duration.

                        What to do: Write it as 500ms, 5s or 2m; a bare number is seconds.
                        More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=bad-parameter""");
    }

    @Test
    void aBadTarget(@InjectMojo(goal = "migrate") @MojoParameter(name = "target", value = "newest") MigrateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("nexus.target: \"newest\" is not a version.");
    }

    @Test
    void aParentWithoutMigrationsIsSkipped(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        project.setPackaging("pom");
        project.getBuild().setOutputDirectory(folder.resolve("none").toString());

        mojo.execute();

        assertThat(report("migrate").get("summary").getAsString())
                .isEqualTo("Skipped: a module of packaging pom without migrations.");
    }

    @Test
    void aParentWhoseLocationIsMistypedFails(
            @InjectMojo(goal = "migrate") @MojoParameter(name = "locations", value = "sqll") MigrateMojo mojo) {
        project.setPackaging("pom");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("The location sqll does not exist.");
    }

    @Test
    void aModuleWithoutMigrationsFails(@InjectMojo(goal = "migrate") MigrateMojo mojo) {
        project.getBuild().setOutputDirectory(folder.resolve("none").toString());

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("which does not exist")
                .hasMessageContaining(":help -Dtopic=nothing-found");
    }

    @Test
    void migrateOnce(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());
            ClassLoader before = Thread.currentThread().getContextClassLoader();

            mojo.execute();
            assertThat(report("migrate").get("outcome").getAsString()).isEqualTo("ok");
            assertThat(report("migrate").getAsJsonArray("migrations")).hasSize(2);
            assertThat(database.value("SELECT count(owner) FROM item")).isEqualTo("0");

            mojo.execute();
            assertThat(report("migrate").get("summary").getAsString())
                    .isEqualTo("Nothing to do: 2 migrations are applied already.");
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        }
    }

    @Test
    void aFailedStatementSaysHowFarTheRunGot(@InjectMojo(goal = "migrate") MigrateMojo mojo)
            throws SQLException, IOException {
        migration("002-add-owner", "ALTER TABLE itm ADD COLUMN owner text;");
        migration("003-add-price", "ALTER TABLE item ADD COLUMN price int;");
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());

            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessageContaining("relation \"itm\" does not exist")
                    .hasMessageContaining("  Statement    ALTER TABLE itm ADD COLUMN owner text")
                    .hasMessageContaining("  SQLSTATE     42P01")
                    .hasMessageContaining("  Applied      001-add-item\n  Not reached  003-add-price\n")
                    .hasNoCause();
            assertThat(report("migrate")
                            .getAsJsonObject("failure")
                            .get("migration")
                            .getAsString())
                    .isEqualTo("002-add-owner");
            assertThat(report("migrate").getAsJsonArray("migrations")).hasSize(3);
        }
    }

    @Test
    void aGateStaysShutWhileSomethingIsPending(
            @InjectMojo(goal = "status") @MojoParameter(name = "failOnPending", value = "true") StatusMojo mojo)
            throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());

            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessage("""
                            2 migrations are not applied: 001-add-item, 002-add-owner.

                            What to do: Run nexus:migrate on this database.
                            More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=pending""");
        }
    }

    @Test
    void aPasswordInThePomIsWarnedOf(@InjectMojo(goal = "status") StatusMojo mojo) throws Exception {
        project.getProperties().setProperty("nexus.databaseUrl", "postgresql://u:topsecret@localhost:1/x");

        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class);

        assertThat(report("status").getAsJsonArray("warnings")).hasSize(1);
        assertThat(report("status").toString()).contains("holds a password").doesNotContain("topsecret");
    }

    @Test
    void aPasswordInThePasswordFileIsNotInThePom(@InjectMojo(goal = "status") StatusMojo mojo) throws Exception {
        Path file = Files.writeString(folder.resolve("pgpass"), "localhost:1:x:u:topsecret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        session.getSystemProperties().setProperty("env.PGPASSFILE", file.toString());
        project.getProperties().setProperty("nexus.databaseUrl", "postgresql://u@localhost:1/x");

        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class);
        assertThat(report("status").getAsJsonArray("warnings")).isEmpty();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class);
        assertThat(report("status").getAsJsonArray("warnings").toString())
                .contains("The password file " + file + " is ignored");
    }

    @Test
    void aFailedRunWhoseReportCannotBeWrittenSaysBoth(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        Path place = Files.writeString(folder.resolve("target/nexus"), "no folder");
        List<String> warnings = new ArrayList<>();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void warn(CharSequence line) {
                warnings.add(line.toString());
            }
        });

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("No setting names a database");

        assertThat(warnings).containsExactly("The report cannot be written: " + place + ".");
    }

    @Test
    void aReportOfAnEarlierRunThatCannotBeRemovedIsWarnedOf(@InjectMojo(goal = "status") StatusMojo mojo)
            throws Exception {
        Path old = Files.createDirectories(folder.resolve("target/nexus/status.json"));
        Path inTheWay = Files.writeString(old.resolve("file"), "not removable");
        List<String> warnings = new ArrayList<>();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void warn(CharSequence line) {
                warnings.add(line.toString());
            }
        });

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("No setting names a database");

        assertThat(warnings.get(0)).isEqualTo("A report of an earlier run cannot be removed: " + old + ".");
        Files.delete(inTheWay);
    }

    @Test
    void aReportThatCannotBeWrittenIsSaidInASentence(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        Path place = Files.writeString(folder.resolve("target/nexus"), "no folder");
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());

            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoExecutionException.class)
                    .hasMessage("The report cannot be written: " + place + ".");
        }
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
        List<String> lines = new ArrayList<>();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                lines.add(line.toString().replaceAll("\\d+ ms", "n ms"));
            }
        });
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());
            migrate.execute();

            mojo.execute();

            assertThat(lines.subList(1, lines.size()))
                    .containsExactly(
                            "To be undone, in this order:",
                            "  003-add-price",
                            "  002-add-owner",
                            "001-add-item stays the last one applied.",
                            "+ 003-add-price undone in n ms",
                            "+ 002-add-owner undone in n ms",
                            "2 migrations undone in n ms; 1 is still applied.");
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
    }

    @Test
    void aRefusedRollbackChangesNothing(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback") @MojoParameter(name = "target", value = "none") RollbackMojo mojo)
            throws Exception {
        reversible("003-add-price", "ALTER TABLE item ADD COLUMN price int;", "ALTER TABLE item DROP COLUMN price;");
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());
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
    }

    @Test
    void aRollbackThatFailsHalfWaySaysHowFarItCame(
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "rollback") @MojoParameter(name = "count", value = "3") RollbackMojo mojo)
            throws Exception {
        reversible("001-add-item", "CREATE TABLE item (id int);", "DROP TABLE item;");
        reversible("002-add-owner", "ALTER TABLE item ADD COLUMN owner text;", "ALTER TABLE itm DROP COLUMN owner;");
        reversible("003-add-price", "ALTER TABLE item ADD COLUMN price int;", "ALTER TABLE item DROP COLUMN price;");
        try (TestDatabase database = TestDatabase.create()) {
            onCommandLine("nexus.databaseUrl", database.url());
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
}
