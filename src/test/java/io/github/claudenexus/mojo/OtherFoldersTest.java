package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherFoldersTest {

    private final Path base;
    private final MavenProject project = new MavenProject();

    OtherFoldersTest(@TempDir Path base) {
        this.base = base;
        project.setFile(base.resolve("pom.xml").toFile());
        project.getBuild().setDirectory(base.resolve("made").toString());
    }

    private void folders(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(base.resolve(name));
        }
    }

    private List<String> relative(List<Path> folders) {
        return folders.stream()
                .map(folder -> base.relativize(folder).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void sourcesMayBeInAnyFolderOfTheProjectThatMavenDoesNotName() throws IOException {
        folders("database", "src/main", "src/sql", "src/test", "made/classes", "made/generated-sources", "module");
        Files.writeString(base.resolve("module/pom.xml"), "");

        OtherFolders folders = new OtherFolders(project);

        assertThat(relative(folders.ofMain()))
                .containsExactly("database", "src/main", "src/sql", "made/generated-sources");
        assertThat(relative(folders.all())).contains("src/test");
    }

    @Test
    void whatAnIdeOrAnotherToolBuiltIsNoSource() throws IOException {
        folders("bin", "build", "database", "node_modules", "out", "target", ".gradle", "src/bin");

        assertThat(relative(new OtherFolders(project).ofMain())).containsExactly("database", "src/bin");
    }
}
