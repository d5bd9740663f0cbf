package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a class is loaded, and the class path resolved for it. */
class LazyClassesTest {

    private static final String UP_DOWN = "public void up(Database d) {} public void down(Database d) {}";

    private final TestProject project;

    LazyClassesTest(@TempDir Path root) {
        this.project = new TestProject(root);
    }

    @Test
    void aClassIsLoadedAtOnceOnlyWhereItMayHaveSomethingToSay() throws IOException {
        project.java("a.Talker", "public interface %s extends Migration { default String note() { return \"hear\"; } }")
                .migration("a.M001_Silent")
                .java(
                        "a.M002_Own",
                        "public class %s implements Migration {" + UP_DOWN
                                + " public List<String> manualSteps() { return List.of(\"do\"); } }")
                .java("a.M003_Inherited", "public class %s implements Talker {" + UP_DOWN + "}")
                .java("a.Helper", "class %s implements Runnable { public void run() {} }")
                .compile();

        try (MigrationSet set = Discovery.discover(project.classPath())) {
            try (Stream<Path> files = Files.walk(project.output())) {
                files.filter(Files::isRegularFile).forEach(LazyClassesTest::delete);
            }
            assertThat(set.migrations())
                    .map(one -> one.note() + one.manualSteps())
                    .containsExactly("[]", "[do]", "hear[]");
            assertThatThrownBy(() -> MigrationSet.check(set.migrations()))
                    .hasMessage("a.M001_Silent cannot be loaded: java.lang.ClassNotFoundException: a.M001_Silent.");
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theClassPathIsResolvedForTheFirstClassThatIsLoaded() throws IOException {
        project.migration("a.M001_X")
                .migration("a.M002_Y")
                .sql("003-z.sql", "-- nexus: irreversible=so\nSELECT 1")
                .compile();
        ClassPath unresolvable = new ClassPath(List.of(project.mainOutput()), List.of(), () -> {
            throw Failure.of(FailureCode.FILE, "No repository has it.", "").exception();
        });

        try (MigrationSet set = Discovery.discover(unresolvable)) {
            MigrationSet.check(set.migrations().subList(2, 3));
            assertThatThrownBy(() -> MigrationSet.check(set.migrations())).hasMessage("No repository has it.");
        }
    }
}
