package io.github.claudenexus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No project of src/it can pass without a verdict of its own, or be there without a word about it. */
class IntegrationTestsTest {

    private static final Path ALL = Path.of("src", "it");

    @Test
    void everyProjectIsRunVerifiedAndExplained() throws IOException {
        assertThat(projects()).isNotEmpty();
        String readme = Files.readString(ALL.resolve("README.md"));
        for (Path project : projects()) {
            assertThat(project.resolve("verify.groovy")).exists();
            assertThat(Files.readString(project.resolve("invoker.properties")))
                    .as("the database of %s alone", project)
                    .matches(text -> project.endsWith("without-a-pom")
                            || text.contains(
                                    "/" + project.getFileName().toString().replace('-', '_') + "\n"));
            assertThat(project)
                    .as("what the invoker includes")
                    .matches(it -> it.endsWith("without-a-pom") || Files.exists(it.resolve("pom.xml")));
            assertThat(readme).contains("| `" + project.getFileName() + "` |");
        }
    }

    private static List<Path> projects() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("parent"))
                    .toList();
        }
    }
}
