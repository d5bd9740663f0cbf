package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.migration.Migration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProjectClassLoaderTest {

    private final TestProject project;

    ProjectClassLoaderTest(@TempDir Path root) {
        this.project = new TestProject(root);
    }

    @Test
    void onlyTheApiOfThePluginIsVisible() throws Exception {
        try (ProjectClassLoader loader = new ProjectClassLoader(new ClassPath(List.of(), List.of(), List.of()))) {
            assertThat(loader.loadClass(Migration.class.getName())).isSameAs(Migration.class);
            assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
            assertThatThrownBy(() -> loader.loadClass(Discovery.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> loader.loadClass("org.postgresql.Driver"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noJarStaysOpenThatAMigrationReadsByUrl() throws IOException {
        Path jar = libraryWithData();

        try (MigrationSet set = Discovery.discover(onlyPackage(jar))) {
            URL url = set.loader().getResource("com/acme/data.txt");
            assertThat(url).hasToString("jar:" + jar.toUri().toURL() + "!/com/acme/data.txt");
            try (InputStream stream = url.openStream()) {
                assertThat(stream).hasContent("rows");
            }
            assertThat(Collections.list(set.loader().getResources("com/acme/data.txt")))
                    .containsExactly(url);
        }

        assertThat(openFiles()).doesNotContain(jar);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noJarStaysOpenThatAMigrationReadsAsAStream() throws IOException {
        Path jar = libraryWithData();

        try (MigrationSet set = Discovery.discover(onlyPackage(jar));
                InputStream stream = set.loader().getResourceAsStream("com/acme/data.txt")) {
            assertThat(openFiles()).contains(jar);
            assertThat(stream).hasContent("rows");
        }

        assertThat(openFiles()).doesNotContain(jar);
    }

    private Path libraryWithData() throws IOException {
        project.migration("com.acme.M001_A")
                .resource("com/acme/data.txt", "rows")
                .compile();
        return project.jar("library.jar", project.output());
    }

    private static ClassPath onlyPackage(Path jar) {
        return new ClassPath(List.of(), List.of("com.acme"), List.of(jar));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFailedDiscoveryLeavesNothingOpen() throws IOException {
        project.migration("com.acme.NoVersion").migration("com.acme.M001_A").compile();
        Path jar = project.jar("library.jar", project.output());
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        assertThatThrownBy(() -> Discovery.discover(onlyPackage(jar)))
                .isInstanceOf(NexusException.class)
                .hasMessage("com.acme.NoVersion implements Migration, but is not named as a migration is.");

        assertThat(openFiles()).doesNotContain(jar);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private static List<Path> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.flatMap(ProjectClassLoaderTest::target).toList();
        }
    }

    private static Stream<Path> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor));
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
