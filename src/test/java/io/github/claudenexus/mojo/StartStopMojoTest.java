package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.eclipse.aether.RepositorySystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** A server from start to stop, as what runs between them sees it. */
class StartStopMojoTest extends OnProject {

    private final List<String> told = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @Provides
    RepositorySystem repositories() {
        return repositoriesOf(TestServer.binaries(18));
    }

    @BeforeEach
    void createMigration() throws IOException {
        project.setArtifactId("shop");
        reversible("001-add-item", "CREATE TABLE item (id int);", "DROP TABLE item;");
        session.getSystemProperties().setProperty("env.DATABASE_URL", "postgresql://nobody@localhost:1/another");
    }

    @AfterEach
    void noServerIsLeft() throws IOException {
        assertThat(runs()).isEmpty();
    }

    private List<Path> runs() throws IOException {
        Path server = folder.resolve("target/nexus/integration-test");
        if (!Files.isDirectory(server)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(server)) {
            return files.filter(file -> file.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }

    private void run(AbstractMojo mojo) throws Exception {
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void warn(CharSequence line) {
                warnings.add(line.toString());
            }

            @Override
            public void info(CharSequence line) {
                told.add(line.toString().replaceFirst("^.* (\\d+-[a-z-]+ applied in).*", "$1"));
            }
        });
        mojo.execute();
    }

    private String property(String name) {
        return project.getProperties().getProperty(name);
    }

    @Test
    void whatRunsBetweenFindsTheServer(
            @InjectMojo(goal = "start") StartMojo start,
            @InjectMojo(goal = "migrate") MigrateMojo migrate,
            @InjectMojo(goal = "stop") StopMojo stop)
            throws Exception {
        Properties before = new Properties();
        project.getProperties().setProperty("nexus.password", "that of another Nexus");
        before.putAll(project.getProperties());

        run(start);
        int warned = warnings.size();
        String url = property("nexus.databaseUrl");
        String jdbcUrl = property("nexus.jdbcUrl");
        String password = property("nexus.password");
        assertThat(url).matches("postgresql://postgres@127\\.0\\.0\\.1:\\d+/postgres");
        assertThat(jdbcUrl).isEqualTo(url.replace("postgresql://postgres@", "jdbc:postgresql://"));
        assertThat(Files.readString(Path.of(property("nexus.passwordFile"))))
                .isEqualTo("*:*:*:postgres:" + password + "\n");

        run(migrate);
        assertThat(warnings).hasSize(warned);
        try (Connection connection = DriverManager.getConnection(jdbcUrl, property("nexus.username"), password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM item")) {
            assertThat(rows.next()).isTrue();
        }

        run(stop);
        assertThat(project.getProperties()).isEqualTo(before);
        assertThat(runs()).isEmpty();
        assertThatThrownBy(() -> DriverManager.getConnection(jdbcUrl, "postgres", password))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("refused");
        assertThat(told)
                .containsSubsequence(
                        url + " (from nexus:start)",
                        url + " (from nexus:start)",
                        "001-add-item applied in",
                        url + " (from nexus:start)")
                .noneMatch(line -> line.contains(password));
        try (Stream<Path> reports = Files.list(folder.resolve("target/nexus"))) {
            assertThat(reports.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(report -> assertThat(report).content().doesNotContain(password));
        }
    }

    @Test
    void aSecondStartIsRefusedAndTheFirstServerRunsOn(
            @InjectMojo(goal = "start") StartMojo start, @InjectMojo(goal = "stop") StopMojo stop) throws Exception {
        run(start);
        Properties first = new Properties();
        first.putAll(project.getProperties());

        assertThatThrownBy(() -> run(start))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        A server was started in this build for shop already: %s.

                        What to do: Bind start once, or nexus:stop before the second.
                        More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=already-started""".formatted(property("nexus.databaseUrl")));

        assertThat(project.getProperties()).isEqualTo(first);
        assertThat(runs()).hasSize(1);
        run(stop);
    }

    @Test
    void aServerOfABuildThatBrokeOffInThisProcessIsReplaced(
            @InjectMojo(goal = "start") StartMojo start, @InjectMojo(goal = "stop") StopMojo stop) throws Exception {
        run(start);
        Mockito.doReturn(new DefaultMavenExecutionRequest()).when(session).getRequest();

        run(start);

        assertThat(runs()).hasSize(1);
        run(stop);
    }

    @Test
    void stopWithoutStart(@InjectMojo(goal = "stop") StopMojo stop) throws Exception {
        assertThatThrownBy(() -> run(stop))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        No server was started in this build for shop.

                        What to do: Bind start in the same module, before stop. A server of another Maven has ended with it.
                        More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=not-started""");
        assertThat(report("stop").get("summary").getAsString()).isEqualTo("No server was stopped.");
    }

    @Test
    void aTakenPort(@InjectMojo(goal = "start") @MojoParameter(name = "port", value = "55999") StartMojo start)
            throws Exception {
        try (ServerSocket taken = new ServerSocket(55_999, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> run(start))
                    .isInstanceOf(MojoExecutionException.class)
                    .hasMessage("""
                            PostgreSQL did not start: port 55999 of 127.0.0.1 is taken, or not for this user.

                            What to do: Stop what listens on it, or name another port; without one, a free one is taken.
                            More: mvn io.github.claudenexus:nexus-maven-plugin:0.1.0:help -Dtopic=no-embedded-server""");
        }
        assertThat(project.getProperties()).isEmpty();
        assertThat(report("start").get("summary").getAsString()).isEqualTo("No server was started.");
    }

    @Test
    void aPortThatIsNone(@InjectMojo(goal = "start") @MojoParameter(name = "port", value = "65536") StartMojo start) {
        assertThatThrownBy(() -> run(start))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("nexus.port: \"65536\" is not a port.\n\nWhat to do: Write a number from 1 to"
                        + " 65535; without it a free port is taken.");
    }

    @Test
    void aServerBesideADatabaseOfTheCommandLineIsRefused(@InjectMojo(goal = "start") StartMojo start) {
        session.getUserProperties().setProperty("nexus.databaseUrl", "postgresql://u:topsecret@localhost/x");

        assertThatThrownBy(() -> run(start))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("-Dnexus.databaseUrl on the command line names the database of this build, and"
                        + " nexus:start would start another.\n\nWhat to do: Leave it out; or let a property of the POM"
                        + " set <skip> of start and stop, and give that too.");
    }
}
