package io.github.claudenexus.discovery;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused as a seed, and in which words. */
class BadSeedTest {

    private static final String ROW = "INSERT INTO t VALUES (1);\n";

    private final TestProject project;
    private final TestProject library;

    BadSeedTest(@TempDir Path root) {
        this.project = new TestProject(root.resolve("project"));
        this.library = new TestProject(root.resolve("library"));
    }

    @BeforeEach
    void migration() {
        project.sql("001-a.sql", "-- nexus: irreversible=so\nSELECT 1");
    }

    @Test
    void otherNamesAreRefused() {
        project.resource("nexus/seed/rows.sql", ROW)
                .resource("nexus/seed/01-rows.sql", ROW)
                .resource("nexus/seed/001.sql", ROW)
                .resource("nexus/seed/001-rows.SQL", ROW);
        String in = " (in " + project.output() + ")";

        Failure failure =
                refused("nexus/seed/001-rows.SQL" + in + " is not named as a seed is.\n  also: nexus/seed/001.sql" + in
                        + " is not named as a seed is.\n  also: nexus/seed/rows.sql" + in
                        + " is not named as a seed is.");
        assertThat(failure.hint())
                .isEqualTo("Name it <version of its migration>-<anything>.sql, such as 003-linked-requests.sql.");
    }

    @Test
    void aFolderBelowIsRefused() {
        project.resource("nexus/seed/more/001-x.sql", ROW);

        Failure failure = refused(in("nexus/seed/more/001-x.sql") + " is in a folder below one for seeds.");
        assertThat(failure.hint()).isEqualTo("Move it up into that one.");
    }

    @Test
    void aNumberThatNoMigrationHasIsRefused() {
        project.resource("nexus/seed/003-x.sql", ROW);

        Failure failure = refused(in("nexus/seed/003-x.sql") + " has the version 003, which no migration has.");
        assertThat(failure.hint()).isEqualTo("Give it the version of a migration, or delete it.");
        assertThat(failure.place().migration()).isEmpty();
        assertThat(failure.place().origin()).contains("nexus/seed/003-x.sql");
    }

    @Test
    void aSeedWithoutAStatementIsRefused() {
        project.resource("nexus/seed/001-x.sql", "-- nothing yet\n;\n");

        Failure failure = refused(in("nexus/seed/001-x.sql") + " holds no statement.");
        assertThat(failure.hint()).isEqualTo("Write one, or delete the file.");
        assertThat(failure.place().migration()).contains("001-a");
    }

    @Test
    void aSeedThatCannotBeSplitIsRefused() throws IOException {
        project.resource("nexus/seed/001-x.sql", ROW + "COPY t FROM STDIN;\n1\n")
                .resource("nexus/seed/001-y.sql", ROW + "\\i rows.sql\n")
                .resource("nexus/seed/001-z.sql", "");
        Files.write(project.output().resolve("nexus/seed/001-z.sql"), ROW.getBytes(UTF_16LE));

        Failure failure = refused(in("nexus/seed/001-x.sql")
                + ", line 2, column 1: the rows of this COPY have no end.\n  also: "
                + in("nexus/seed/001-y.sql")
                + ", line 2, column 1: \\i is a command of psql, which PostgreSQL does not know.\n  also: "
                + in("nexus/seed/001-z.sql")
                + ", line 1, column 2: there is a character 0, which PostgreSQL refuses.");
        assertThat(failure.hint()).isEqualTo("Write a line with \\. alone after the last row.");
        assertThat(failure.place().where()).contains("line 2, column 1");
    }

    @Test
    void aDirectiveIsRefusedWhateverItSays() {
        project.resource("nexus/seed/001-x.sql", "-- rows\n-- nexus: transactional=false\n" + ROW)
                .resource("nexus/seed/001-y.sql", ROW + "-- nexus: whatever=1\n");

        Failure failure = refused(in("nexus/seed/001-x.sql")
                + ", line 2, column 1: a seed takes no directive.\n  also: " + in("nexus/seed/001-y.sql")
                + ", line 2, column 1: a seed takes no directive.");
        assertThat(failure.hint()).isEqualTo("Take it out: a seed always runs in one transaction, and needs no down.");
    }

    @Test
    void transactionControlIsRefused() {
        project.resource(
                "nexus/seed/001-x.sql", "SAVEPOINT s;\n" + ROW + "ROLLBACK TO s;\n  /* done */ commit and chain;");

        Failure failure = refused(
                in("nexus/seed/001-x.sql") + ", line 4, column 14: COMMIT AND CHAIN would begin or end a transaction.");
        assertThat(failure.hint()).isEqualTo("Take it out: a seed always runs in one transaction of its own.");
        assertThat(failure.place().where()).contains("line 4, column 14");
    }

    @Test
    void aSourceNewerThanItsCopyIsRefused() throws IOException {
        project.resource("nexus/seed/001-x.sql", ROW).resource("com/acme/seed/002-y.sql", ROW);
        Path copy = project.output().resolve("nexus/seed/001-x.sql");
        Path source = project.resourceRoot().resolve("nexus/seed/001-x.sql");
        TestProject.age(copy, Duration.ofHours(1));
        seeds(project.classPath());

        Files.writeString(source, ROW + ROW);
        notBuilt(project.classPath(), source + " is newer than " + copy + ".");

        Files.delete(copy);
        notBuilt(project.classPath(), source + " is not built: there is no " + copy + ".");
    }

    @Test
    void identicalSeedsCountOnceAndDifferingOnesAreRefused() throws IOException {
        project.resource("nexus/seed/001-x.sql", ROW);
        library.resource("nexus/seed/001-x.sql", ROW);
        ClassPath classPath = project.classPath(List.of(), library.output());
        assertThat(seeds(classPath).of(Migrations.version(1))).hasSize(1);

        library.resource("nexus/seed/001-x.sql", ROW + ROW);
        Failure failure = refused(
                classPath,
                FailureCode.BAD_SEED,
                "nexus/seed/001-x.sql is in " + project.output() + " and, with other content, in " + library.output()
                        + ".");
        assertThat(failure.hint()).isEqualTo("Keep one of them on the class path.");
    }

    private String in(String file) {
        return file + " (in " + project.output() + ")";
    }

    private Failure refused(String message) {
        return refused(project.classPath(), FailureCode.BAD_SEED, message);
    }

    private void notBuilt(ClassPath classPath, String message) {
        Failure failure = refused(classPath, FailureCode.NOT_BUILT, message);
        assertThat(failure.hint())
                .isEqualTo("Run mvn process-classes (after mvn clean, if that alone changes nothing). If target/ is"
                        + " what is to be run, set nexus.checkSources=false.");
    }

    private Failure refused(ClassPath classPath, FailureCode code, String message) {
        return Refusal.of(() -> seeds(classPath), code, message);
    }

    private static Seeds seeds(ClassPath classPath) throws IOException {
        try (MigrationSet set = Discovery.discover(classPath)) {
            return Seeds.discover(classPath, set);
        }
    }
}
