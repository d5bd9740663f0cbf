package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of files that are of another layout than the one that was asked for. */
class LayoutGuessTest extends SqlFileTest {

    LayoutGuessTest(@TempDir Path root) {
        super(root);
    }

    @Test
    void anotherLayoutIsSaid() {
        for (int number = 1; number <= 13; number++) {
            project.sql("V" + number + "__x.sql", "SELECT 1");
        }
        project.sql("R__view.sql", "SELECT 1");

        Failure failure = refused(
                Layout.NEXUS,
                FailureCode.WRONG_LAYOUT,
                "In db/migration, 14 files look like Flyway's (R__view.sql, V10__x.sql, V11__x.sql, …), and none like this"
                        + " plugin's.");
        assertThat(failure.hint()).isEqualTo("Set nexus.layout=flyway.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            flyway         | 1_x.up.sql       | SELECT 1                            | golang-migrate | golang-migrate's
            flyway         | 1_x.sql          | SELECT 1; -- //@UNDO                | mybatis        | MyBatis Migrations'
            golang-migrate | 1_x.sql          | -- migrate:up                       | dbmate         | dbmate's
            dbmate         | 2024-01-01_x/up.sql | SELECT 1                         | diesel         | Diesel's
            mybatis        | 001-x.sql        | SELECT 1                            | nexus          | this plugin's
            """)
    void eachLayoutIsKnownByItsFiles(String asked, String file, String text, String fits, String whose) {
        project.sql(file, text.replace("; ", ";\n"));

        Layout layout = Layout.named(asked).orElseThrow();
        Failure failure = refused(
                layout,
                FailureCode.WRONG_LAYOUT,
                "In db/migration, 1 file looks like " + whose + " (" + file + "), and none like "
                        + (layout == Layout.MYBATIS ? "MyBatis Migrations'" : layout.tool() + "'s") + ".");
        assertThat(failure.hint()).isEqualTo("Set nexus.layout=" + fits + ".");
    }

    @Test
    void filesOfTwoLayoutsInOnePlaceAreRefused() {
        project.sql("001-a.sql", "-- nexus: irreversible=so\nSELECT 1;\n")
                .sql("V2__b.sql", "SELECT 1")
                .sql("3_c.up.sql", "SELECT 1");

        Failure failure = refused(
                Layout.NEXUS,
                FailureCode.WRONG_LAYOUT,
                "db/migration holds files of this plugin's layout and of another: 1 file looks like Flyway's"
                        + " (V2__b.sql), and 1 file looks like golang-migrate's (3_c.up.sql).");
        assertThat(failure.hint())
                .isEqualTo("Keep the files of one layout in one folder, and name the folders in nexus.locations. A run"
                        + " reads one layout. What is left over from a deleted source goes with mvn clean.");
    }

    @Test
    void aFileThatAnotherLayoutCouldHaveToIsOfTheOneThatWasAskedFor() throws IOException {
        project.sql("20240131-add-x.sql", "-- migrate:up\nSELECT 1;\n");

        try (MigrationSet set = Discovery.discover(project.classPath(), files(Layout.DBMATE))) {
            assertThat(TestProject.origins(set))
                    .containsExactly(Map.entry("20240131-add-x", "db/migration/20240131-add-x.sql"));
        }
    }

    @Test
    void filesOfAnotherLayoutWhereTheToolDoesNotLookAreLeftAlone() throws IOException {
        project.sql("1_init.up.sql", "SELECT 1").sql("testdata/001-users.sql", "SELECT 2");

        try (MigrationSet set = Discovery.discover(project.classPath(), files(Layout.GOLANG_MIGRATE))) {
            assertThat(TestProject.origins(set)).hasSize(1);
            assertThat(set.remarks()).anyMatch(remark -> remark.contains("testdata/001-users.sql"));
        }
    }
}
