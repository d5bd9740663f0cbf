package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshnessTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestProject project;

    FreshnessTest(@TempDir Path root) {
        this.project = new TestProject(root);
    }

    @Test
    void aSourceNewerThanItsClassIsRefused() throws IOException {
        project.migration("com.acme.M001_A").compile();
        Path built = project.output().resolve("com/acme/M001_A.class");
        TestProject.age(built, HOUR);

        refused(project.sourceRoot().resolve("com/acme/M001_A.java") + " is newer than " + built + ".");

        TestProject.age(built, Duration.ZERO);
        Discovery.discover(project.classPath()).close();
    }

    @Test
    void aSourceWithoutAClassIsRefusedBeforeAnythingElse() {
        project.java("com.acme.M001_Plain", "public class %s {}").compile().migration("com.acme.M002_B");

        Path source = project.sourceRoot().resolve("com/acme/M002_B.java");
        refused(source + " is not built: there is no " + project.output().resolve("com/acme/M002_B.class")
                + ".\n  also: com.acme.M001_Plain is named as a migration is, but does not implement"
                + " io.github.claudenexus.migration.Migration.");
    }

    @Test
    void aResourceEditedSinceItWasCopiedIsRefused() throws IOException {
        project.sql("001-a.sql", "-- nexus: irreversible=so\nSELECT 1");
        Path copy = project.output().resolve("db/migration/001-a.sql");
        TestProject.age(copy, HOUR);
        Discovery.discover(project.classPath()).close();

        Path source = project.resourceRoot().resolve("db/migration/001-a.sql");
        Files.writeString(source, "SELECT 2");
        refused(source + " is newer than " + copy + ".");

        Files.delete(copy);
        refused(source + " is not built: there is no " + copy + ".");
    }

    @Test
    void aResourceOfANamedPackageCounts() throws IOException {
        project.resource("com/acme/001-a.sql", "-- nexus: irreversible=so\nSELECT 1")
                .migration("M002_B")
                .compile();
        Path copy = project.output().resolve("com/acme/001-a.sql");
        Files.delete(copy);

        Discovery.discover(project.classPath()).close();
        refused(
                project.classPath(List.of("com.acme")),
                project.resourceRoot().resolve("com/acme/001-a.sql") + " is not built: there is no " + copy + ".",
                "mvn process-classes");
    }

    @Test
    void theTestOutputIsBuiltByItsOwnCommand() {
        project.migration("M001_A");
        Path tests = project.output().resolveSibling("test-classes");
        ClassPath.Output output =
                new ClassPath.Output(tests, List.of(project.sourceRoot()), List.of(), "mvn process-test-classes");

        refused(
                new ClassPath(List.of(output), List.of(), List.of()),
                project.sourceRoot().resolve("M001_A.java") + " is not built: there is no "
                        + tests.resolve("M001_A.class") + ".",
                "mvn process-test-classes");
    }

    private void refused(String message) {
        refused(project.classPath(), message, "mvn process-classes");
    }

    private static void refused(ClassPath classPath, String message, String command) {
        assertThatThrownBy(() -> Discovery.discover(classPath)).isInstanceOfSatisfying(NexusException.class, e -> {
            assertThat(e).hasMessage(message);
            assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_BUILT);
            assertThat(e.failure().hint())
                    .isEqualTo("Run " + command + " (after mvn clean, if that alone changes nothing).");
        });
    }
}
