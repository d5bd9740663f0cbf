package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class FreshnessTest {

    private static final String UP = "-- nexus: irreversible=so\nSELECT 1";
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
        ClassPath.Output output = new ClassPath.Output(
                tests, List.of(project.sourceRoot()), List.of(), List.of(), "mvn process-test-classes");

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
        assertThat(Refusal.of(() -> Discovery.discover(classPath), FailureCode.NOT_BUILT, message)
                        .hint())
                .isEqualTo("Run " + command + " (after mvn clean, if that alone changes nothing). If target/ is"
                        + " what is to be run, set nexus.checkSources=false.");
    }

    @Test
    void aFileWhoseSourceIsGoneIsRefusedWithItsDown() throws IOException {
        project.sql("001-a.sql", UP).sql("002-wrong.sql", "SELECT 2").sql("002-wrong.down.sql", "SELECT -2");
        Files.delete(project.resourceRoot().resolve("db/migration/002-wrong.down.sql"));
        leftOver(project.classPath(), "db/migration/002-wrong.down.sql");

        Files.delete(project.resourceRoot().resolve("db/migration/002-wrong.sql"));
        leftOver(project.classPath(), "db/migration/002-wrong.down.sql", "db/migration/002-wrong.sql");
    }

    @Test
    void aFileOfANamedPackageWhoseSourceIsGoneIsRefused() throws IOException {
        project.sql("001-a.sql", UP).resource("com/acme/002-b.sql", UP);
        Files.delete(project.resourceRoot().resolve("com/acme/002-b.sql"));

        leftOver(project.classPath(List.of("com.acme")), "com/acme/002-b.sql");
    }

    @Test
    void aClassWhoseSourceIsGoneIsRefusedBeforeItsNumberIs() throws IOException {
        project.migration("com.acme.M001_A")
                .migration("com.acme.M002_B")
                .migration("com.acme.M002_Renamed")
                .compile();
        Files.delete(project.sourceRoot().resolve("com/acme/M002_B.java"));

        assertThatThrownBy(() -> Discovery.discover(project.classPath()))
                .isInstanceOf(NexusException.class)
                .hasMessageStartingWith(project.output().resolve("com/acme/M002_B.class")
                        + " is left over from an earlier build: its source is gone.\n  also: More than one migration has"
                        + " the version 002: ");
    }

    @Test
    void aClassThatWasMovedToAnotherPackageIsLeftOver() throws IOException {
        project.migration("com.acme.M001_A").migration("org.moved.M001_A").compile();
        Files.delete(project.sourceRoot().resolve("com/acme/M001_A.java"));

        assertThatThrownBy(() -> Discovery.discover(project.classPath()))
                .hasMessageStartingWith(project.output().resolve("com/acme/M001_A.class")
                        + " is left over from an earlier build: its source is gone.");
    }

    @Test
    void aSeedWhoseSourceIsGoneIsRefused() throws IOException {
        project.sql("001-a.sql", UP)
                .resource("nexus/seed/001-kept.sql", "SELECT 1")
                .resource("nexus/seed/001-gone.sql", "SELECT 1");
        Files.delete(project.resourceRoot().resolve("nexus/seed/001-gone.sql"));

        try (MigrationSet set = Discovery.discover(project.classPath())) {
            assertThatThrownBy(() -> Seeds.discover(project.classPath(), set))
                    .hasMessage(project.output().resolve("nexus/seed/001-gone.sql")
                            + " is left over from an earlier build: its source is gone.");
        }
    }

    @Test
    void classesWithoutAnySourcesAreAccepted() throws IOException {
        project.sql("001-a.sql", UP).migration("M002_B").compile();
        Path generated = project.output().resolveSibling("generated-sources/apt/M002_B.java");
        Files.createDirectories(generated.getParent());
        Files.move(project.sourceRoot().resolve("M002_B.java"), generated);
        Path added = project.sourceRoot().resolveSibling("sql/db/migration/001-a.sql");
        Files.createDirectories(added.getParent());
        Files.move(project.resourceRoot().resolve("db/migration/001-a.sql"), added);
        Discovery.discover(project.classPath()).close();

        Files.delete(added);
        Files.delete(generated);
        leftOver(project.classPath(), "M002_B.class", "db/migration/001-a.sql");

        ClassPath.Output jarOnly = new ClassPath.Output(
                project.output(), List.of(project.output().resolve("none")), List.of(), List.of(), "");
        Discovery.discover(new ClassPath(List.of(jarOnly), List.of(), List.of()))
                .close();
    }

    @Test
    void sourcesInKotlinAreComparedByTheFileThatTheClassNames() throws IOException {
        project.migration("com.acme.M001_A").migration("com.acme.M002_B").compile();
        compiledFrom("com/acme/M001_A", "Migrations.kt");
        compiledFrom("com/acme/M002_B", "Migrations.kt");
        Path kotlin = project.sourceRoot().resolveSibling("kotlin/Migrations.kt");
        Files.createDirectories(kotlin.getParent());
        Files.writeString(kotlin, "package com.acme");
        TestProject.age(kotlin, HOUR);
        Discovery.discover(project.classPath()).close();

        Path built = project.output().resolve("com/acme/M001_A.class");
        TestProject.age(built, HOUR.multipliedBy(2));
        refused(kotlin + " is newer than " + built + ".");

        TestProject.age(built, Duration.ZERO);
        Path unbuilt = kotlin.resolveSibling("M003_C.kt");
        Files.writeString(unbuilt, "class M003_C : Migration");
        refused(unbuilt + " is not built: there is no " + project.output().resolve("M003_C.class") + ".");

        Files.delete(unbuilt);
        Files.delete(kotlin);
        leftOver(project.classPath(), "com/acme/M001_A.class", "com/acme/M002_B.class");
    }

    @Test
    void aFilteredResourceIsFresh() throws IOException {
        project.sql("001-a.sql", "-- built for 1.0\n" + UP + " -- @who@");
        Path source = project.resourceRoot().resolve("db/migration/001-a.sql");
        Files.writeString(source, "-- built for ${project.version}\n" + UP + " -- @who@");
        TestProject.age(project.output().resolve("db/migration/001-a.sql"), HOUR);
        ResourceFolder filtered = new ResourceFolder(project.resourceRoot(), "", true, List.of(), List.of());

        try (MigrationSet set = Discovery.discover(classPath(filtered))) {
            assertThat(set.remarks())
                    .containsExactly("Maven's filtering of resources changes the text of db/migration/001-a.sql: with"
                            + " another value in it, the migration counts as changed.");
        }
        refused(source + " is newer than " + project.output().resolve("db/migration/001-a.sql") + ".");

        Files.writeString(source, "-- built for ${project.version}\n" + UP + ", 2");
        refused(
                classPath(filtered),
                source + " is newer than " + project.output().resolve("db/migration/001-a.sql") + ".",
                "mvn process-classes");
    }

    @Test
    void resourcesAreFoundInTheirConfiguredDirectory() throws IOException {
        project.sql("001-a.sql", UP);
        Path sql = project.resourceRoot().resolveSibling("scripts");
        Files.createDirectories(sql);
        Files.move(project.resourceRoot().resolve("db/migration/001-a.sql"), sql.resolve("001-a.sql"));
        Files.writeString(sql.resolve("002-draft.sql"), UP);
        ResourceFolder scripts =
                new ResourceFolder(sql, "db/migration", false, List.of("**/*.sql"), List.of("*-draft.sql"));

        Discovery.discover(classPath(ResourceFolder.plain(project.resourceRoot()), scripts))
                .close();

        Files.writeString(sql.resolve("003-c.sql"), UP);
        refused(
                classPath(scripts),
                sql.resolve("003-c.sql") + " is not built: there is no "
                        + project.output().resolve("db/migration/003-c.sql") + ".",
                "mvn process-classes");
    }

    @Test
    void resourcesAreFoundThatAreCopiedToAFolderBelow() throws IOException {
        project.sql("2026/001-a.sql", UP);
        Path scripts = project.resourceRoot().resolveSibling("scripts");
        Files.createDirectories(scripts);
        Files.move(project.resourceRoot().resolve("db/migration/2026/001-a.sql"), scripts.resolve("001-a.sql"));
        ResourceFolder below = new ResourceFolder(scripts, "db/migration/2026", false, List.of(), List.of());

        Discovery.discover(classPath(below)).close();

        Files.delete(project.output().resolve("db/migration/2026/001-a.sql"));
        refused(
                classPath(below),
                scripts.resolve("001-a.sql") + " is not built: there is no "
                        + project.output().resolve("db/migration/2026/001-a.sql") + ".",
                "mvn process-classes");
    }

    @Test
    void aFileOfTwoResourceFoldersIsFreshAsEitherOfThem() throws IOException {
        project.sql("001-a.sql", UP);
        Path overlay = project.resourceRoot().resolveSibling("overlay");
        Files.createDirectories(overlay.resolve("db/migration"));
        Files.writeString(overlay.resolve("db/migration/001-a.sql"), "SELECT 'another'");
        TestProject.age(project.output().resolve("db/migration/001-a.sql"), HOUR);

        Discovery.discover(classPath(ResourceFolder.plain(overlay), ResourceFolder.plain(project.resourceRoot())))
                .close();
    }

    private ClassPath classPath(ResourceFolder... resources) {
        return new ClassPath(List.of(project.output(resources)), List.of(), List.of());
    }

    // What kotlinc leaves in a class differs from what javac does in the name of its source.
    private void compiledFrom(String className, String sourceName) throws IOException {
        Path classFile = project.output().resolve(className + ".class");
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(Files.readAllBytes(classFile))
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitSource(String source, String debug) {
                                super.visitSource(sourceName, debug);
                            }
                        },
                        0);
        Files.write(classFile, writer.toByteArray());
        Files.delete(project.sourceRoot().resolve(className + ".java"));
    }

    private void leftOver(ClassPath classPath, String... files) {
        String message = Stream.of(files)
                .map(file ->
                        project.output().resolve(file) + " is left over from an earlier build: its source is gone.")
                .collect(Collectors.joining("\n  also: "));
        assertThat(Refusal.of(() -> Discovery.discover(classPath), FailureCode.NOT_BUILT, message)
                        .hint())
                .isEqualTo("Delete it, or run mvn clean process-classes. If another tool puts it there, set"
                        + " nexus.checkSources=false.");
    }
}
