package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.sql.Placeholders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where files of each layout are looked for. */
class LayoutDiscoveryTest extends SqlFileTest {

    private static final String REASONED = "-- nexus: irreversible=so\nSELECT 1;\n";

    LayoutDiscoveryTest(@TempDir Path root) {
        super(root);
    }

    @Test
    void filesOfAnotherToolAreFoundOnTheClassPathAndBesideClasses() throws IOException {
        project.sql("V1.2__add_x.sql", "SELECT 1").sql("shop/V2__y.sql", "SELECT 2");
        project.migration("com.acme.M001_First").compile();

        try (MigrationSet set = Discovery.discover(project.classPath(), files(Layout.FLYWAY))) {
            assertThat(TestProject.origins(set))
                    .containsExactly(
                            Map.entry("001-first", "com.acme.M001_First"),
                            Map.entry("1.2-add-x", "db/migration/V1.2__add_x.sql"),
                            Map.entry("2-y", "db/migration/shop/V2__y.sql"));
        }
    }

    @Test
    void aJavaMigrationOfFlywayIsSaidToBeLeftOut() throws IOException {
        project.sql("V1__a.sql", "SELECT 1")
                .java("com.acme.V2__Fill", "public class %s { static class Row {} }")
                .java("com.acme.B2__All", "public class %s {}")
                .compile();

        try (MigrationSet set = Discovery.discover(project.classPath(), files(Layout.FLYWAY))) {
            assertThat(set.remarks())
                    .containsExactly(
                            "com.acme.B2__All is named as a Java migration of Flyway is, and not run here.",
                            "com.acme.V2__Fill is named as a Java migration of Flyway is, and not run here.");
        }
    }

    @Test
    void aBaselineOfVersionsThatAreGoneIsToBeAVersion() {
        project.sql("B5__all.sql", "SELECT 5").sql("V6__x.sql", "SELECT 6");

        assertThat(refused(
                                Layout.FLYWAY,
                                FailureCode.MISNAMED,
                                "db/migration/B5__all.sql stands for the versions up to 5, and none of them is here.")
                        .hint())
                .isEqualTo("Name it V5__all.sql, so that an empty database begins with it; or delete it where a later"
                        + " file has all of it.");
    }

    @Test
    void aLocationTakesThePlaceOfTheClassPath() throws IOException {
        project.sql("V1__not_looked_at.sql", "SELECT 1");
        write("sql/one/001-a.sql", REASONED);
        write("sql/two/sub/002-b.sql", REASONED);

        try (MigrationSet set =
                Discovery.discover(project.classPath(), files(Layout.NEXUS, "sql/one", "./sql/../sql/two/"))) {
            assertThat(TestProject.origins(set).values()).containsExactly("sql/one/001-a.sql", "sql/two/sub/002-b.sql");
        }
    }

    @Test
    void aLocationThatIsNamedTwiceOrBelowAnotherIsReadOnce() throws IOException {
        write("sql/V1__a.sql", "SELECT 1");
        write("sql/one/V3__b.sql", "SELECT 3");

        try (MigrationSet set =
                Discovery.discover(project.classPath(), files(Layout.FLYWAY, "sql/one", "sql", "./sql"))) {
            assertThat(TestProject.origins(set).values()).containsExactly("sql/V1__a.sql", "sql/one/V3__b.sql");
            assertThat(set.remarks()).as("a gap, which is none to Flyway").isEmpty();
        }
    }

    @Test
    void locationsAreReadTogether() throws IOException {
        write("sql/versions/V1__a.sql", "SELECT 1");
        write("sql/undos/U1__a.sql", "SELECT -1");
        write("sql/baselines/B1__all.sql", "SELECT 1");

        try (MigrationSet set = Discovery.discover(
                project.classPath(), files(Layout.FLYWAY, "sql/undos", "sql/baselines", "sql/versions"))) {
            assertThat(set.migrations())
                    .extracting(DiscoveredMigration::reversible)
                    .containsExactly(true);
            assertThat(set.remarks())
                    .containsExactly(
                            "sql/baselines/B1__all.sql is a baseline migration of Flyway, which is not run here:"
                                    + " the versions that it stands for are.");
        }
    }

    @Test
    void aFolderOfDieselThatIsInTwoLocationsIsRefused() throws IOException {
        write("one/1_a/up.sql", "SELECT 1");
        write("two/1_a/up.sql", "SELECT 1");

        refused(
                Layout.DIESEL,
                FailureCode.DUPLICATE_NUMBER,
                "More than one migration has the version 1: one/1_a/up.sql (in " + root + ") and two/1_a/up.sql (in "
                        + root + ").",
                "one",
                "two");
    }

    @Test
    void withoutTheClassPathTheUsualFolderOfTheToolIsLookedAt() throws IOException {
        write("db/migrations/1_a.sql", "-- migrate:up\nSELECT 1;\n");

        try (MigrationSet set = Discovery.discover(project.classPath(), files(Layout.DBMATE))) {
            assertThat(TestProject.origins(set)).containsExactly(Map.entry("1-a", "db/migrations/1_a.sql"));
        }
    }

    @Test
    void aLocationThatDoesNotExistOrIsEmptyIsRefused() throws IOException {
        write("empty/README.md", "nothing");

        assertThat(refused(
                                Layout.FLYWAY,
                                FailureCode.NOTHING_FOUND,
                                "The location filesystem:sql does not exist.",
                                "filesystem:sql")
                        .hint())
                .isEqualTo("nexus.locations names folders as seen from " + root
                        + ", with slashes and without a prefix such" + " as filesystem: or classpath:.");
        refused(Layout.FLYWAY, FailureCode.NOTHING_FOUND, "The location empty holds no SQL file.", "empty");
    }

    /** A checkout whose links lead to nothing; what Emacs keeps beside a file that is edited is such a link too. */
    @Test
    void aLinkThatLeadsToNothingIsNotPassedOver() throws IOException {
        write("sql/V1__a.sql", "SELECT 1;");
        Files.createSymbolicLink(root.resolve("sql/.#V1__a.sql"), Path.of("anna@host.4711"));
        Discovery.discover(project.classPath(), files(Layout.FLYWAY, "sql")).close();
        Path gone = root.resolve("sql/V2__b.sql");
        Files.createSymbolicLink(gone, Path.of("gone.sql"));

        refused(
                Layout.FLYWAY,
                FailureCode.FILE,
                "sql/V2__b.sql cannot be read: java.nio.file.NoSuchFileException: " + gone + ".",
                "sql");
    }

    @Test
    void aFolderThatHoldsItselfIsNamed() throws IOException {
        write("sql/V1__a.sql", "SELECT 1;");
        Path folder = root.resolve("sql");
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, folder);

        refused(
                Layout.FLYWAY,
                FailureCode.FILE,
                folder + " cannot be read: java.nio.file.FileSystemLoopException: " + loop + ".",
                "sql");
    }

    @Test
    void whereNothingIsFoundTheFoldersOfOtherToolsAreLookedAt() throws IOException {
        write("migrations/1_x.up.sql", "SELECT 1");

        Failure failure = refused(
                Layout.NEXUS,
                FailureCode.NOTHING_FOUND,
                "No migration was found: no class M<version>_<Name>, and no SQL file in db/migration, in "
                        + project.output() + " (which does not exist).");
        assertThat(failure.hint())
                .isEqualTo("In migrations, 1 file looks like golang-migrate's: set nexus.layout=golang-migrate and"
                        + " nexus.locations=migrations.");
    }

    @Test
    void aVersionThatTwoFilesHaveIsRefused() {
        project.sql("V1__a.sql", "SELECT 1").sql("V01.0__b.sql", "SELECT 1");

        refused(
                Layout.FLYWAY,
                FailureCode.DUPLICATE_NUMBER,
                "More than one migration has the version 01.0: db/migration/V01.0__b.sql (in " + project.output()
                        + ") and db/migration/V1__a.sql (in " + project.output() + ").");
    }

    @Test
    void placeholdersMayBeReplacedInOurOwnFiles() throws IOException {
        project.sql("001-a.sql", "-- nexus: irreversible=so\nSELECT '${x}';\n");
        SqlFiles files =
                new SqlFiles(Layout.NEXUS, root, List.of(), Optional.of(new Placeholders(Map.of("x", "y"), Set.of())));

        try (MigrationSet set = Discovery.discover(project.classPath(), files)) {
            SqlMigration migration = (SqlMigration) set.migrations().get(0);
            assertThat(migration.up().statements().get(0).text()).isEqualTo("SELECT 'y'");
            assertThat(set.placeholders()).containsExactly("x");
            assertThat(migration.checksum()).isEqualTo(only().checksum());
        }
    }

    @Test
    void thePlaceholdersOfAnUpAreKnownWhateverIsWrongWithItsDown() throws IOException {
        project.sql("001-a.sql", "SELECT '${x}';\n").sql("001-a.down.sql", "SELECT '${x}'; \\echo\n");
        SqlFiles files =
                new SqlFiles(Layout.NEXUS, root, List.of(), Optional.of(new Placeholders(Map.of("x", "y"), Set.of())));

        try (MigrationSet set = Discovery.discover(project.classPath(), files)) {
            assertThat(set.placeholders()).containsExactly("x");
        }
    }

    @Test
    void anotherValueChangesNoChecksum() throws IOException {
        project.sql("001-a.sql", "SELECT '${x}';\n")
                .sql("001-a.down.sql", "SELECT '${x}';\nCOPY t FROM STDIN;\n1\t${x}\n\\.\n");
        SqlMigration one = withValue("one");
        SqlMigration other = withValue("other");

        assertThat(other.checksum()).isEqualTo(one.checksum());
        assertThat(other.downChecksum()).isEqualTo(one.downChecksum());
    }

    private SqlMigration withValue(String value) throws IOException {
        Placeholders placeholders = new Placeholders(Map.of("x", value), Set.of());
        SqlFiles files = new SqlFiles(Layout.NEXUS, root, List.of(), Optional.of(placeholders));
        try (MigrationSet set = Discovery.discover(project.classPath(), files)) {
            return (SqlMigration) set.migrations().get(0);
        }
    }

    @Test
    void aFilteredFileOfAnotherToolIsWarnedOf() throws IOException {
        write("src/main/resources/db/migration/V1__a.sql", "SELECT '${x}';\n");
        write("target/classes/db/migration/V1__a.sql", "SELECT 'of Maven';\n");
        ResourceFolder filtered = new ResourceFolder(project.resourceRoot(), "", true, List.of(), List.of());
        ClassPath classPath = new ClassPath(List.of(project.output(filtered)), List.of(), List.of(project.output()));

        try (MigrationSet set = Discovery.discover(classPath, files(Layout.FLYWAY))) {
            assertThat(set.remarks())
                    .containsExactly("Maven's filtering of resources changes the text of db/migration/V1__a.sql: with"
                            + " another value in it, the migration counts as changed.");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            MYBATIS, scripts/1_a.sql,       -- it makes a, -- //@UNDO
            DBMATE,  db/migrations/1_a.sql, -- migrate:up, -- migrate:down
            """)
    void theDownInAFileIsNoPartOfTheChecksumOfItsUp(Layout layout, String file, String up, String down)
            throws IOException {
        SqlMigration written = only(layout, file, up + "\nSELECT 1;\n" + down + "\nSELECT 2;\n");
        SqlMigration longer = only(layout, file, up + "\nSELECT 1;\n\n" + down + "\nSELECT 2;\nSELECT 3;\n");
        SqlMigration without = only(layout, file, up + "\nSELECT 1;");
        SqlMigration edited = only(layout, file, up + "\nSELECT 4;\n" + down + "\nSELECT 2;\n");

        assertThat(List.of(longer.checksum(), without.checksum())).containsOnly(written.checksum());
        assertThat(longer.downChecksum()).isNotEqualTo(written.downChecksum());
        assertThat(edited.checksum()).isNotEqualTo(written.checksum());
        assertThat(edited.downChecksum()).isEqualTo(written.downChecksum());
    }

    private SqlMigration only(Layout layout, String file, String content) throws IOException {
        write(file, content);
        try (MigrationSet set = Discovery.discover(project.classPath(), files(layout))) {
            return (SqlMigration) set.migrations().get(0);
        }
    }

    @Test
    void aNewerSourceOfAnotherToolIsRefused() throws IOException {
        write("src/main/resources/db/migration/V1__a.sql", "SELECT 1;\n");

        assertThatThrownBy(() -> Discovery.discover(project.classPath(), files(Layout.FLYWAY)))
                .isInstanceOfSatisfying(
                        NexusException.class,
                        wrong -> assertThat(wrong.failure().code()).isEqualTo(FailureCode.NOT_BUILT));
    }

    @Test
    void settingsThatAreNotBuiltAreMissed() throws IOException {
        project.sql("V1__a.sql", "SELECT 1");
        write("src/main/resources/db/migration/V1__a.sql.conf", "executeInTransaction=false");

        assertThatThrownBy(() -> Discovery.discover(project.classPath(), files(Layout.FLYWAY)))
                .hasMessage(project.resourceRoot() + "/db/migration/V1__a.sql.conf is not built: there is no "
                        + project.output() + "/db/migration/V1__a.sql.conf.");
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
