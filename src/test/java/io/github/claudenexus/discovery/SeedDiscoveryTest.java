package io.github.claudenexus.discovery;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where seeds are found, and in which order. */
class SeedDiscoveryTest {

    private static final String ROW = "INSERT INTO t VALUES (1);\n";

    private final Path root;
    private final TestProject project;
    private final TestProject library;

    SeedDiscoveryTest(@TempDir Path root) {
        this.root = root;
        this.project = new TestProject(root.resolve("project"));
        this.library = new TestProject(root.resolve("library"));
    }

    @BeforeEach
    void migrations() {
        for (String name : List.of("001-a", "002-b", "1000-c")) {
            project.sql(name + ".sql", "-- nexus: irreversible=so\nSELECT 1");
        }
    }

    @Test
    void seedsAreFoundOnTheWholeClassPathInOrderOfName() throws IOException {
        TestProject tests = new TestProject(root.resolve("tests"))
                .resource("nexus/seed/002-B and more.sql", ROW)
                .resource("nexus/seed/README.md", "not SQL")
                .resource("nexus/seed/001-z.sql", ROW + "-- why\n" + ROW);
        library.resource("nexus/seed/002-a.sql", ROW);
        project.resource("nexus/seed/002-c.sql", ROW)
                .resource("nexus/seed/1000-x.down.sql", ROW)
                .resource("com/acme/seed/002-d.sql", ROW);
        Path jar = library.jar("library.jar", library.output());

        Seeds seeds = seeds(project.classPath(List.of(), jar, tests.output()));

        assertThat(seeds.byVersion().keySet()).extracting(Version::toString).containsExactly("001", "002", "1000");
        assertThat(files(seeds, 1)).containsExactly("nexus/seed/001-z.sql");
        assertThat(files(seeds, 2))
                .containsExactly("nexus/seed/002-B and more.sql", "nexus/seed/002-a.sql", "nexus/seed/002-c.sql");
        assertThat(files(seeds, 1000)).containsExactly("nexus/seed/1000-x.down.sql");
        assertThat(seeds.of(Migrations.version(7))).isEmpty();
        assertThat(seeds.of(Migrations.version(1)).get(0).statements())
                .containsExactly(
                        Statement.in("nexus/seed/001-z.sql", 1, 1, "INSERT INTO t VALUES (1)"),
                        Statement.in("nexus/seed/001-z.sql", 3, 1, "INSERT INTO t VALUES (1)"));
        assertThat(seeds.of(Migrations.version(1)).get(0).transactional()).isTrue();
    }

    @Test
    void aNamedPackageBringsItsOwn() throws IOException {
        library.resource("com/acme/steps/003-d.sql", "-- nexus: irreversible=so\nSELECT 1")
                .resource("com/acme/steps/seed/003-x.sql", ROW)
                .resource("com/acme/other/seed/003-y.sql", ROW);
        Path jar = library.jar("library.jar", library.output());
        project.resource("nexus/seed/003-x.sql", ROW);

        Seeds seeds = seeds(project.classPath(List.of("com.acme.steps"), jar));

        assertThat(files(seeds, 3)).containsExactly("com/acme/steps/seed/003-x.sql", "nexus/seed/003-x.sql");
    }

    @Test
    void theSchemasOwnAreThereWithoutAProject() throws IOException {
        Seeds seeds = seeds(new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of()));

        assertThat(seeds.byVersion().keySet())
                .extracting(Version::toString)
                .containsExactly("000", "001", "002", "003", "004", "005");
    }

    @Test
    void theSchemasOwnComeFromThePluginOnly() throws IOException {
        project.resource("io/github/claudenexus/schema/seed/002-mine.sql", ROW);
        ClassPath classPath =
                new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of(project.output()));

        assertThat(files(seeds(classPath), 2)).doesNotContain("io/github/claudenexus/schema/seed/002-mine.sql");
    }

    @Test
    void missingSeedsAreAccepted() throws IOException {
        assertThat(seeds(project.classPath())).isEqualTo(Seeds.NONE);
    }

    @Test
    void seedsAreImmutable() throws IOException {
        project.resource("nexus/seed/001-x.sql", ROW);
        Seeds seeds = seeds(project.classPath());

        assertThat(seeds.byVersion()).isUnmodifiable();
        assertThat(seeds.of(Migrations.version(1))).isUnmodifiable();
    }

    @Test
    void aByteOrderMarkIsRead() throws IOException {
        project.resource("nexus/seed/001-x.sql", "");
        Files.write(project.output().resolve("nexus/seed/001-x.sql"), ("\uFEFF" + ROW).getBytes(UTF_16LE));

        assertThat(seeds(project.classPath()).of(Migrations.version(1)).get(0).statements())
                .containsExactly(Statement.in("nexus/seed/001-x.sql", 1, 1, "INSERT INTO t VALUES (1)"));
    }

    private static List<String> files(Seeds seeds, int number) {
        return seeds.of(Migrations.version(number)).stream()
                .map(SqlScript::file)
                .toList();
    }

    private static Seeds seeds(ClassPath classPath) throws IOException {
        try (MigrationSet set = Discovery.discover(classPath)) {
            return Seeds.discover(classPath, set);
        }
    }
}
