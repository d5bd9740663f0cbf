package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goals refuse, and what they do, as Maven makes them. */
class NexusMojoTest extends OnProject {

    @BeforeEach
    void createMigrations() throws IOException {
        irreversible("001-add-item", "CREATE TABLE item (id int);");
        irreversible("002-add-owner", "ALTER TABLE item ADD COLUMN owner text;");
    }

    @Test
    void skipIsLookedAtFirst(
            @InjectMojo(goal = "migrate")
                    @MojoParameter(name = "skip", value = "true")
                    @MojoParameter(name = "wait", value = "nonsense")
                    MigrateMojo mojo)
            throws Exception {
        onCommandLine("nexus.databaseUrl", "broken");
        onCommandLine("nexus.dryRum", "true");
        project.getBuild().setOutputDirectory(folder.resolve("none").toString());

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
        TestDatabase database = useDatabase();
        onCommandLine("nexus.backup", "true");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("-Dnexus.backup is not known to this version of the plugin.");
        assertThat(database.value("SELECT count(*) FROM pg_class WHERE relname = 'item'"))
                .isEqualTo("0");
    }

    @Test
    void aPromiseToChangeNothingNeverMigrates(@InjectMojo(goal = "migrate") MigrateMojo mojo) throws Exception {
        TestDatabase database = useDatabase();
        onCommandLine("nexus.dryRun", "true");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("nexus.dryRun is not read by migrate, which would change the database.");
        assertThat(database.value("SELECT count(*) FROM pg_class WHERE relname = 'item'"))
                .isEqualTo("0");
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
        useDatabase();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("<failOnPendng> in the plugin's <configuration> is a parameter of no goal of"
                        + " this version of the plugin.")
                .hasMessageContaining("Did you mean <failOnPending>?");
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
        useDatabase();
        onCommandLine("nexus.variables.acounts", "a=one");

        mojo.execute();

        assertThat(report("migrate").getAsJsonArray("warnings").toString())
                .contains("The variable acounts was given on the command line, and no migration of this run asked"
                        + " for it: it had no effect. A Java migration that is applied already runs again only"
                        + " with nexus.only and nexus.again.");
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
        TestDatabase database = useDatabase();
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

    @Test
    void aFailedStatementSaysHowFarTheRunGot(@InjectMojo(goal = "migrate") MigrateMojo mojo)
            throws SQLException, IOException {
        irreversible("002-add-owner", "ALTER TABLE itm ADD COLUMN owner text;");
        irreversible("003-add-price", "ALTER TABLE item ADD COLUMN price int;");
        useDatabase();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("relation \"itm\" does not exist")
                .hasMessageContaining("  Statement    ALTER TABLE itm ADD COLUMN owner text")
                .hasMessageContaining("  SQLSTATE     42P01")
                .hasMessageContaining("  Applied      001-add-item\n  Not reached  003-add-price\n")
                .hasNoCause();
        assertThat(report("migrate").getAsJsonObject("failure").get("migration").getAsString())
                .isEqualTo("002-add-owner");
        assertThat(report("migrate").getAsJsonArray("migrations")).hasSize(3);
    }

    @Test
    void aGateStaysShutWhileSomethingIsPending(
            @InjectMojo(goal = "status") @MojoParameter(name = "failOnPending", value = "true") StatusMojo mojo)
            throws SQLException {
        useDatabase();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""
                        2 migrations are not applied: 001-add-item, 002-add-owner.

                        What to do: Run nexus:migrate on this database.
                        More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=pending""");
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
}
