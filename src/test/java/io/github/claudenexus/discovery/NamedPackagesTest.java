package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPackagesTest {

    private static final String SQL = "-- nexus: irreversible=so\nSELECT 1";

    private final Path root;
    private final TestProject project;
    private final TestProject library;

    NamedPackagesTest(@TempDir Path root) {
        this.root = root;
        this.project = new TestProject(root.resolve("project"));
        this.library = new TestProject(root.resolve("library"));
    }

    @Test
    void classesAndFilesOfAPackageAreFoundInJarsAndDirectories() throws IOException {
        library.migration("com.acme.steps.M001_A")
                .migration("com.acme.steps.below.M001_Other")
                .migration("com.acme.M001_Above")
                .resource("com/acme/steps/002-b.sql", SQL)
                .resource("com/acme/steps/below/002-other.sql", SQL)
                .sql("002-elsewhere.sql", SQL)
                .compile();
        TestProject folder = new TestProject(root.resolve("folder")).migration("org.more.M003_C");
        folder.compile();
        project.resource("com/acme/steps/004-d.sql", SQL)
                .migration("any.M005_E")
                .compile();
        Path jar = library.jar("library.jar", library.output());

        ClassPath classPath = project.classPath(List.of("com.acme.steps", "org.more"), jar, folder.output());
        try (MigrationSet set = Discovery.discover(classPath)) {
            assertThat(TestProject.origins(set))
                    .containsExactly(
                            entry("001-a", "com.acme.steps.M001_A"),
                            entry("002-b", "com/acme/steps/002-b.sql"),
                            entry("003-c", "org.more.M003_C"),
                            entry("004-d", "com/acme/steps/004-d.sql"),
                            entry("005-e", "any.M005_E"));
            JavaMigration fromJar = (JavaMigration) set.migrations().get(0);
            assertThat(fromJar.instances().get()).isNotNull();
        }
        Files.delete(jar);
    }

    @Test
    void theFolderOfMigrationsOfAJarIsAPackageLikeAnyOther() throws IOException {
        library.sql("001-a.sql", SQL);
        project.sql("002-b.sql", SQL);
        Path jar = library.jar("library.jar", library.output());

        try (MigrationSet set = Discovery.discover(project.classPath(List.of("db.migration"), jar))) {
            assertThat(TestProject.origins(set)).containsOnlyKeys("001-a", "002-b");
        }
    }

    @Test
    void aPackageThatIsNotNamedIsNotSearched() throws IOException {
        library.migration("com.acme.steps.M001_A").compile();
        project.migration("M002_B").compile();

        try (MigrationSet set = Discovery.discover(project.classPath(List.of(), library.output()))) {
            assertThat(TestProject.origins(set)).containsOnlyKeys("002-b");
        }
    }

    @Test
    void aPackageWithoutMigrationsIsAFailure() {
        library.java("com.acme.steps.Helper", "public class %s {}").compile();
        project.migration("M002_B").compile();

        refused(
                project.classPath(List.of("com.acme.steps"), library.output()),
                FailureCode.NOTHING_FOUND,
                "The package com.acme.steps holds no migration anywhere on the class path, which has 2 places.");
    }

    @Test
    void aMigrationUnderAnotherNameInANamedPackageIsRefused() {
        library.migration("com.acme.steps.AddColumn").compile();

        refused(
                project.classPath(List.of("com.acme.steps"), library.output()),
                FailureCode.MISNAMED,
                "com.acme.steps.AddColumn implements Migration, but is not named as a migration is.");
    }

    @Test
    void otherFilesInANamedPackageAreARemarkUnlessTheyAreNumbered() throws IOException {
        library.resource("com/acme/steps/001-a.sql", SQL).resource("com/acme/steps/find-all.sql", "SELECT 1");
        ClassPath classPath = project.classPath(List.of("com.acme.steps"), library.output());
        try (MigrationSet set = Discovery.discover(classPath)) {
            assertThat(set.remarks())
                    .containsExactly("com/acme/steps/find-all.sql is not named as a migration is, and left alone.");
        }

        library.resource("com/acme/steps/2_b.sql", SQL);
        refused(classPath, FailureCode.MISNAMED, "com/acme/steps/2_b.sql is not named as a migration is.");
    }

    @Test
    void identicalCopiesCountOnce() throws IOException {
        library.migration("com.acme.M001_A").resource("com/acme/002-b.sql", SQL).compile();
        Path jar = library.jar("library.jar", library.output());

        try (MigrationSet set = Discovery.discover(project.classPath(List.of("com.acme"), jar, library.output()))) {
            assertThat(set.migrations()).hasSize(2);
        }
    }

    @Test
    void differingCopiesAreRefused() throws IOException {
        library.resource("com/acme/002-b.sql", SQL);
        Path jar = library.jar("library.jar", library.output());
        library.resource("com/acme/002-b.sql", SQL + " + 1");

        refused(
                project.classPath(List.of("com.acme"), jar, library.output()),
                FailureCode.DUPLICATE_NUMBER,
                "com/acme/002-b.sql is in " + jar + " and, with other content, in " + library.output() + ".");
    }

    @Test
    void aBrokenJarIsRefusedAndOtherFilesAreIgnored() throws IOException {
        project.migration("com.acme.M001_A").compile();
        Path text = Files.writeString(root.resolve("dependency.txt"), "no archive");
        Path missing = root.resolve("missing.jar");
        Discovery.discover(project.classPath(List.of("com.acme"), text, missing))
                .close();

        Path broken = Files.writeString(root.resolve("broken.jar"), "no archive");
        assertThatThrownBy(() -> Discovery.discover(project.classPath(List.of("com.acme"), broken)))
                .isInstanceOf(NexusException.class)
                .hasMessageStartingWith(broken + " cannot be read: ");
    }

    @Test
    void thePluginsOwnSchemaComesFromThePlugin() throws IOException {
        library.migration("io.github.claudenexus.schema.M001_Fake").compile();

        ClassPath classPath = project.classPath(List.of("io.github.claudenexus.schema"), library.output());
        try (ClassPathScan places = ClassPathScan.open(classPath)) {
            assertThat(places.all()).last().satisfies(own -> {
                assertThat(own.root().resolve("io/github/claudenexus/migration/Migration.class"))
                        .exists();
                assertThat(own.classes()).allMatch(name -> name.startsWith("io.github.claudenexus.schema."));
            });
            assertThat(places.all())
                    .flatMap(ClassPathEntry::classes)
                    .doesNotContain("io.github.claudenexus.schema.M001_Fake");
        }
    }

    private static void refused(ClassPath classPath, FailureCode code, String message) {
        assertThat(Refusal.of(() -> Discovery.discover(classPath), code, message)
                        .hint())
                .isNotBlank();
    }
}
