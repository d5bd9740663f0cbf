package io.github.claudenexus.mojo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of goals as Maven makes them, on a project in a folder of its own. */
@MojoTest
abstract class OnProject {

    final MavenProject project = new MavenProject();

    @Inject
    @SuppressWarnings("NullAway.Init")
    MavenSession session;

    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Optional<TestDatabase> database = Optional.empty();

    // A real one: the harness's own spy forgets its POM.
    @Provides
    final MavenProject project() {
        return project;
    }

    @BeforeEach
    final void createProject(@TempDir Path place) throws IOException {
        folder = place;
        Files.createDirectories(migrations());
        project.setFile(folder.resolve("pom.xml").toFile());
        project.setArtifacts(Set.of());
        project.getBuild().setDirectory(folder.resolve("target").toString());
        project.getBuild().setOutputDirectory(folder.resolve("target/classes").toString());
        project.getBuild()
                .setTestOutputDirectory(folder.resolve("target/test-classes").toString());
    }

    /** Maven's own, which would ask a repository, is not there; the one artifact is in a file. */
    static RepositorySystem repositoriesOf(Path artifact) {
        return (RepositorySystem) Proxy.newProxyInstance(
                OnProject.class.getClassLoader(),
                new Class<?>[] {RepositorySystem.class},
                (proxy, method, arguments) -> {
                    ArtifactRequest request = (ArtifactRequest) arguments[1];
                    return new ArtifactResult(request)
                            .setArtifact(request.getArtifact().setFile(artifact.toFile()));
                });
    }

    final Path migrations() {
        return folder.resolve("target/classes/db/migration");
    }

    final void write(String file, String sql) throws IOException {
        Files.writeString(migrations().resolve(file), sql);
    }

    final void irreversible(String name, String up) throws IOException {
        write(name + ".sql", "-- nexus: irreversible=a test's own migration\n" + up + "\n");
    }

    final void reversible(String name, String up, String down) throws IOException {
        write(name + ".sql", up + "\n");
        write(name + ".down.sql", down + "\n");
    }

    final void onCommandLine(String name, String value) {
        session.getUserProperties().setProperty(name, value);
    }

    /** Names a fresh database on the command line; it is dropped after the test. */
    final TestDatabase useDatabase() throws SQLException {
        TestDatabase made = TestDatabase.create();
        database = Optional.of(made);
        onCommandLine("nexus.databaseUrl", made.url());
        return made;
    }

    @AfterEach
    final void dropDatabase() throws SQLException {
        if (database.isPresent()) {
            database.get().close();
        }
    }

    final String text(String file) throws IOException {
        return Files.readString(folder.resolve("target/nexus").resolve(file));
    }

    final JsonObject report(String goal) throws IOException {
        return JsonParser.parseString(text(goal + ".json")).getAsJsonObject();
    }

    /** Gets what a goal says, each line behind its level, times as {@code n ms}. */
    static List<String> logged(AbstractMojo mojo) {
        List<String> lines = new ArrayList<>();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                add("[INFO] ", line);
            }

            @Override
            public void warn(CharSequence line) {
                add("[WARNING] ", line);
            }

            @Override
            public void error(CharSequence line) {
                add("[ERROR] ", line);
            }

            private void add(String level, CharSequence line) {
                lines.add(level + line.toString().replaceAll("\\d+ ms", "n ms"));
            }
        });
        return lines;
    }
}
