package io.github.claudenexus.discovery;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.layout.Naming;
import io.github.claudenexus.sql.Statement;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are migrations, what is read of them, and what is refused. */
class SqlDiscoveryTest extends SqlFileTest {

    private static final String IRREVERSIBLE = "-- nexus: irreversible=so\n" + UP;

    SqlDiscoveryTest(@TempDir Path root) {
        super(root);
    }

    @ParameterizedTest
    @CsvSource({
        "'-- Adds the price.\n-- And more.', Adds the price.",
        "'-- ------\n-- Adds the price\n-- ------', Adds the price",
        "'/* Adds the price. */', Adds the price.",
        "'/**\n * Adds the price.\n */', Adds the price.",
        "'-- nexus: accept-lock=at night\n-- Adds the price.', Adds the price.",
        "'', ''",
    })
    void theFirstCommentLineIsTheNote(String comment, String note) throws IOException {
        project.sql("003-x.sql", comment + "\n" + UP).sql("003-x.down.sql", "-- Takes it back.\n" + DOWN);

        assertThat(only().declared().note()).isEqualTo(note);
    }

    @Test
    void aFileAndItsDownAreAMigration() throws IOException {
        project.sql("003-add-t.sql", "-- A table.\n" + UP + "CREATE INDEX ON t (id)")
                .sql("003-add-t.down.sql", "-- nexus: transactional=false\n" + DOWN)
                .sql("README.md", "not SQL");

        SqlMigration migration = only();

        assertThat(migration.id()).hasToString("003-add-t");
        assertThat(migration.origin()).isEqualTo("db/migration/003-add-t.sql");
        assertThat(migration.kind()).isEqualTo("sql");
        assertThat(migration.transactional()).isTrue();
        assertThat(migration.reversible()).isTrue();
        assertThat(migration.declared().irreversible()).isEmpty();
        assertThat(migration.up().statements())
                .containsExactly(
                        Statement.in("db/migration/003-add-t.sql", 2, 1, "CREATE TABLE t (id int)"),
                        Statement.in("db/migration/003-add-t.sql", 3, 1, "CREATE INDEX ON t (id)"));
        assertThat(migration.down()).hasValueSatisfying(down -> {
            assertThat(down.file()).isEqualTo("db/migration/003-add-t.down.sql");
            assertThat(down.transactional()).isFalse();
        });
    }

    @Test
    void theChecksumDependsOnTheTextOnly() throws IOException {
        String expected = checksum(UP.getBytes(UTF_8));

        // printf 'CREATE TABLE t (id int);\n' | sha256sum
        assertThat(expected).isEqualTo("12c83f983b0c94b9c7010dcc92149589d5fb01a3d32af8f6d699545d95db9040");
        assertThat(checksum(UP.replace("\n", "\r\n").getBytes(UTF_8))).isEqualTo(expected);
        assertThat(checksum(UP.replace('\n', '\r').getBytes(UTF_8))).isEqualTo(expected);
        assertThat(checksum(("\uFEFF" + UP).getBytes(UTF_8))).isEqualTo(expected);
        assertThat(checksum(("\uFEFF" + UP).getBytes(UTF_16LE))).isEqualTo(expected);
        assertThat(checksum(("\uFEFF" + UP).getBytes(Charset.forName("UTF-16BE"))))
                .isEqualTo(expected);
        assertThat(checksum(("\uFEFF" + UP).getBytes(Charset.forName("UTF-32LE"))))
                .isEqualTo(expected);
        assertThat(checksum(UP.replace("int", "int4").getBytes(UTF_8))).isNotEqualTo(expected);
    }

    private String checksum(byte[] content) throws IOException {
        project.sql("003-x.sql", "").sql("003-x.down.sql", DOWN);
        Files.write(project.output().resolve("db/migration/003-x.sql"), content);
        Checksum checksum = only().checksum();
        assertThat(checksum.algorithm()).isEqualTo("sql-1");
        return checksum.value();
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedAtTheirPlace() throws IOException {
        project.sql("003-x.sql", "");
        byte[] latin1 = HexFormat.of().parseHex("2d2d20610a53454c4543542027fc2720");
        Files.write(project.output().resolve("db/migration/003-x.sql"), latin1);

        refused(
                FailureCode.BAD_SQL_FILE,
                "db/migration/003-x.sql, line 2, column 9: there are bytes that are not UTF-8.");
    }

    @Test
    void utf16WithoutAByteOrderMarkIsRefused() throws IOException {
        project.sql("003-x.sql", "");
        Files.write(project.output().resolve("db/migration/003-x.sql"), UP.getBytes(UTF_16LE));

        refused(
                FailureCode.BAD_SQL_FILE,
                "db/migration/003-x.sql, line 1, column 2: there is a character 0, which PostgreSQL refuses.");
    }

    @Test
    void transactionControlIsRefusedBeforeAnythingRuns() throws IOException {
        project.sql("001-a.sql", "BEGIN;\n" + UP + "SAVEPOINT s; ROLLBACK TO s;\n COMMIT;\nDISCARD ALL")
                .sql("001-a.down.sql", "-- nexus: transactional=false\nSTART TRANSACTION;" + DOWN)
                .sql("002-b.sql", """
                        -- nexus: irreversible=so
                        CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
                        CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;
                        DO $$ BEGIN COMMIT; END $$; PREPARE q AS SELECT 1""");

        Failure failure = refused(FailureCode.BAD_SQL_FILE, """
                db/migration/001-a.sql, line 1, column 1: BEGIN would begin or end a transaction.
                  also: db/migration/001-a.sql, line 4, column 2: COMMIT would begin or end a transaction.
                  also: db/migration/001-a.sql, line 5, column 1: DISCARD ALL would release the lock of the run.""");
        assertThat(failure.hint())
                .isEqualTo("Take it out. A file runs in one transaction, which the plugin commits with the history row;"
                        + " with '-- nexus: transactional=false' each statement commits by itself.");

        project.sql("001-a.sql", UP);
        refused(
                FailureCode.BAD_SQL_FILE,
                "db/migration/001-a.down.sql, line 2, column 1: START TRANSACTION would begin or end a transaction.");
    }

    @Test
    void ambiguousFileNamesAreRefused() {
        project.sql(
                        "001-a.sql",
                        "CREATE TABLE b (n int);\n\uFEFFCREATE TABLE c (n\u00a0int, \"d\u200b\" text DEFAULT '\uFEFF');")
                .sql(
                        "002-b.sql",
                        "SET standard_conforming_strings TO 'on'; CREATE TABLE ${schema}.t (a text DEFAULT '${b}');\n"
                                + "SET LOCAL standard_conforming_strings = off;\nINSERT INTO s VALUES ('it\\'s; old');");

        refused(FailureCode.BAD_SQL_FILE, """
                db/migration/001-a.sql, line 2, column 1: there is an invisible character, U+FEFF (zero width no-break space), which PostgreSQL reads as a letter.
                  also: db/migration/001-a.sql, line 2, column 19: there is an invisible character, U+00A0 (no-break space), which PostgreSQL reads as a letter.
                  also: db/migration/002-b.sql, line 1, column 55: ${schema} is a placeholder, and placeholders are not replaced here.
                  also: db/migration/002-b.sql, line 2, column 41: standard_conforming_strings is turned off, which changes where the strings of this file end.""");
    }

    @Test
    void theLimitOfVersionsIsSaid() {
        project.sql("1234567890123456789-a.sql", UP);

        assertThat(refused(
                                FailureCode.MISNAMED,
                                "db/migration/1234567890123456789-a.sql has a number of 19 digits; 18 are the most.")
                        .hint())
                .isEqualTo("Name it <version>-<kebab-case-name>.sql, such as 003-add-subtask-tracking.sql, and its down"
                        + " 003-add-subtask-tracking.down.sql; a repeatable one R-active-users.sql. The version is a"
                        + " whole number of 18 digits at most, or a timestamp.");
    }

    @Test
    void aVersionIsAnyWholeNumberAndAFileMayBeInAFolderBelow() throws IOException {
        project.sql("20240131120000-c.sql", IRREVERSIBLE)
                .sql("older/3-a.sql", UP)
                .sql("older/3-a.down.sql", DOWN)
                .sql("older/2024/010-b.sql", IRREVERSIBLE);

        try (MigrationSet set = Discovery.discover(project.classPath())) {
            assertThat(TestProject.origins(set))
                    .containsExactly(
                            entry("3-a", "db/migration/older/3-a.sql"),
                            entry("010-b", "db/migration/older/2024/010-b.sql"),
                            entry("20240131120000-c", "db/migration/20240131120000-c.sql"));
            assertThat(set.remarks()).containsExactly("No migration has a version between 3 and 010.");
        }
    }

    @Test
    void repeatableOnesComeLastAndInTheOrderOfTheirNames() throws IOException {
        project.sql("R-active-users.sql", SqlResource.read(SqlDiscoveryTest.class, "R-active-users.sql"))
                .sql("views/R-a.sql", UP)
                .sql("20240131120000-z.sql", IRREVERSIBLE);

        try (MigrationSet set = Discovery.discover(project.classPath())) {
            assertThat(TestProject.origins(set))
                    .containsExactly(
                            entry("20240131120000-z", "db/migration/20240131120000-z.sql"),
                            entry("R-a", "db/migration/views/R-a.sql"),
                            entry("R-active-users", "db/migration/R-active-users.sql"));
            assertThat(set.migrations()).last().satisfies(last -> {
                assertThat(last.reversible()).isFalse();
                assertThat(last.safeToRepeat()).isTrue();
            });
        }
    }

    @Test
    void twoRepeatableOnesOfOneNameAreRefused() {
        project.sql("R-a.sql", UP).sql("views/R-a.sql", UP);

        assertThat(refused(
                                FailureCode.DUPLICATE_NUMBER,
                                "More than one repeatable migration has the name a: db/migration/R-a.sql (in "
                                        + project.output() + ") and db/migration/views/R-a.sql (in "
                                        + project.output() + ").")
                        .hint())
                .isEqualTo("Give one of them another name.");
    }

    @Test
    void aRepeatableOneHasNoDownAndItsTransaction() {
        project.sql("R-a.sql", "-- nexus: transactional=false\n" + UP)
                .sql("R-b.sql", IRREVERSIBLE)
                .sql("R-c.down.sql", DOWN);

        Failure failure = refused(FailureCode.BAD_SQL_FILE, """
                db/migration/R-a.sql is repeatable, and declares what a repeatable migration cannot be.
                  also: db/migration/R-b.sql is repeatable, and declares what a repeatable migration cannot be.
                  also: db/migration/R-c.down.sql is not named as a migration is.""");
        assertThat(failure.hint())
                .isEqualTo("Take the directives 'transactional' and 'irreversible' out: it runs in one transaction, and"
                        + " has no down.");
    }

    @Test
    void oneVersionWrittenInTwoWaysIsOneVersion() {
        project.sql("3-a.sql", IRREVERSIBLE).sql("older/003-b.sql", IRREVERSIBLE);

        assertThat(refused(
                                FailureCode.DUPLICATE_NUMBER,
                                "More than one migration has the version 3: db/migration/3-a.sql (in "
                                        + project.output() + ") and db/migration/older/003-b.sql (in "
                                        + project.output() + ").")
                        .hint())
                .isEqualTo("Give the one that no database has yet the version 4;"
                        + " if it is left over from a renamed source, run mvn clean and build.");
    }

    @Test
    void aFileWithoutAStatementIsRefused() {
        project.sql("003-x.sql", "-- nexus: irreversible=nothing here\n;\n")
                .sql("004-y.sql", UP)
                .sql("004-y.down.sql", "");

        refused(FailureCode.BAD_SQL_FILE, """
                db/migration/003-x.sql holds no statement.
                  also: db/migration/004-y.down.sql holds no statement.""");
    }

    @Test
    void aFileThatCannotBeSplitIsRefused() {
        project.sql("003-x.sql", UP + "COPY t FROM STDIN;\n1\n");

        refused(
                FailureCode.BAD_SQL_FILE,
                "db/migration/003-x.sql, line 2, column 1: the rows of this COPY have no end.");
    }

    @Test
    void noDownAndNoReasonIsRefused() {
        project.sql("003-x.sql", UP);

        Failure failure = refused(FailureCode.NO_REASON, "db/migration/003-x.sql has no down, and does not say why.");
        assertThat(failure.hint())
                .isEqualTo("Write 003-x.down.sql, or put '-- nexus: irreversible=<reason>' on the first line.");
    }

    @Test
    void aDownWithoutItsUpIsRefused() {
        project.sql("003-x.down.sql", DOWN);

        Failure failure = refused(
                FailureCode.DOWN_WITHOUT_UP,
                "db/migration/003-x.down.sql is the down of 003-x.sql, which is not in the same folder.");
        assertThat(failure.hint()).isEqualTo("Write 003-x.sql, or delete the down.");
    }

    @Test
    void otherNamesAreRefused() {
        project.sql("1..2-x.sql", UP).sql("003-x.SQL", UP).sql("tables/notes.sql", UP);

        Failure failure = refused(FailureCode.MISNAMED, """
                db/migration/003-x.SQL is not named as a migration is.
                  also: db/migration/1..2-x.sql has a dot or underscore without a number on each side.
                  also: db/migration/tables/notes.sql is not named as a migration is.""");
        assertThat(failure.hint()).isEqualTo(Naming.FILE_RULE);
    }

    @Test
    void sqlFilesOutsideTheMigrationFolderAreIgnored() throws IOException {
        project.resource("queries/find.sql", "SELECT 1").sql("003-x.sql", "-- nexus: irreversible=so\n" + UP);

        assertThat(only().id()).hasToString("003-x");
    }
}
