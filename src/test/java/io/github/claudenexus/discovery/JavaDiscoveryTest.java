package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.Naming;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JavaDiscoveryTest {

    private static final String UP_DOWN = "public void up(Database d) {} public void down(Database d) {}";

    private final TestProject project;

    JavaDiscoveryTest(@TempDir Path root) {
        this.project = new TestProject(root);
    }

    @Test
    void aClassIsAMigration() throws IOException {
        project.java(
                "com.acme.M003_AddSubtaskTracking",
                "public class %s implements Migration {" + UP_DOWN
                        + " public String acceptLock() { return \" at night \"; }"
                        + " public String acceptLoss() { return \"copies\"; }"
                        + " public List<String> manualSteps() { return List.of(\"Tell support.\"); } }");
        project.compile();

        try (MigrationSet set = Discovery.discover(project.classPath())) {
            JavaMigration migration = (JavaMigration) set.migrations().get(0);
            assertThat(migration.id()).hasToString("003-add-subtask-tracking");
            assertThat(migration.origin()).isEqualTo("com.acme.M003_AddSubtaskTracking");
            assertThat(migration.kind()).isEqualTo("java");
            assertThat(migration.transactional()).isTrue();
            assertThat(migration.online()).isFalse();
            assertThat(migration.reversible()).isTrue();
            assertThat(migration.declared())
                    .isEqualTo(new Declarations("", "at night", "copies", List.of("Tell support.")));
            Migration first = migration.instances().get();
            assertThat(migration.instances().get()).isNotSameAs(first).hasSameClassAs(first);
            assertThat(first.getClass().getClassLoader()).isSameAs(set.loader());
            assertThat(set.remarks()).isEmpty();
        }
    }

    @Test
    void classesAndFilesAreOneSequence() throws IOException {
        project.migration("com.acme.M004_D")
                .migration("M002_B")
                .migration("org.other.M1000_E")
                .sql("003-c.sql", "-- nexus: irreversible=so\nSELECT 1")
                .sql("001-a.sql", "-- nexus: irreversible=so\nSELECT 1")
                .compile();

        try (MigrationSet set = Discovery.discover(project.classPath())) {
            assertThat(TestProject.origins(set))
                    .containsExactly(
                            entry("001-a", "db/migration/001-a.sql"),
                            entry("002-b", "M002_B"),
                            entry("003-c", "db/migration/003-c.sql"),
                            entry("004-d", "com.acme.M004_D"),
                            entry("1000-e", "org.other.M1000_E"));
            assertThat(set.remarks()).containsExactly("No migration has a version between 004 and 1000.");
        }
    }

    @Test
    void aGapInNumbersIsARemark() throws IOException {
        project.migration("M001_A").migration("M003_C").compile();

        assertThat(remarks()).containsExactly("No migration has a version between 001 and 003.");
    }

    @Test
    void whatTheClassOrOneAboveItOverridesCounts() throws IOException {
        project.java("a.Base", "public abstract class %s implements Migration { public void down(Database d) {} }")
                .java("a.WithOnline", "public interface %s extends Migration { default void online(Online o) {} }")
                .java(
                        "a.M001_Inherited",
                        "public class %s extends Base implements WithOnline { public void up(Database d) {} }")
                .java(
                        "a.M002_Own",
                        "public class %s implements Migration {" + UP_DOWN + " public void online(Online o) {} }")
                .java(
                        "a.M003_Neither",
                        "public class %s implements Migration { public void up(Database d) {} public String irreversible() { return \" It drops t. \"; } }")
                .java("a.M004_Record", "public record %s() implements Migration {" + UP_DOWN + "}")
                .compile();

        try (MigrationSet set = Discovery.discover(project.classPath())) {
            assertThat(set.migrations())
                    .map(JavaMigration.class::cast)
                    .map(one -> one.id().version() + " " + one.online() + " " + one.reversible()
                            + one.declared().irreversible())
                    .containsExactly("001 true true", "002 true true", "003 false falseIt drops t.", "004 false true");
        }
    }

    @Test
    void afterTheHighestVersionThereIsAnotherOneToGive() {
        project.sql("999999999999999999-a.sql", "-- nexus: irreversible=so\nSELECT 1")
                .sql("999999999999999999-b.sql", "-- nexus: irreversible=so\nSELECT 1");

        assertThat(refused(
                                FailureCode.DUPLICATE_NUMBER,
                                "More than one migration has the version 999999999999999999: db/migration/999999999999999999-a.sql"
                                        + " (in " + project.output()
                                        + ") and db/migration/999999999999999999-b.sql (in "
                                        + project.output() + ").")
                        .hint())
                .startsWith("Give the one that no database has yet another version; ");
    }

    @Test
    void duplicateNumbersNameBoth() {
        project.migration("com.acme.M003_A")
                .sql("003-b.sql", "-- nexus: irreversible=so\nSELECT 1")
                .migration("com.acme.M007_C")
                .compile();

        Failure failure = refused(
                FailureCode.DUPLICATE_NUMBER,
                "More than one migration has the version 003: com.acme.M003_A (in " + project.output()
                        + ") and db/migration/003-b.sql (in " + project.output() + ").");
        assertThat(failure.hint())
                .isEqualTo("Give the one that no database has yet the version 008;"
                        + " if it is left over from a renamed source, run mvn clean and build.");
        assertThat(failure.place().origin()).contains("com.acme.M003_A");
    }

    @Test
    void misnamedClassesAmongMigrationsAreRefused() {
        project.migration("com.acme.M001_Fine")
                .migration("com.acme.AddColumn")
                .migration("com.acme.M1234567890123456789_TooManyDigits")
                .migration("com.acme.M003_notCamelCase")
                .java(
                        "org.alone.Steps",
                        "public class %s { public static class M005_Nested implements Migration {" + UP_DOWN + "} }")
                .compile();

        Failure failure = refused(FailureCode.MISNAMED, """
                com.acme.AddColumn implements Migration, but is not named as a migration is.
                  also: com.acme.M003_notCamelCase is not named as a migration is.
                  also: com.acme.M1234567890123456789_TooManyDigits has a number of 19 digits; 18 are the most.
                  also: org.alone.Steps$M005_Nested implements Migration, but is a nested class.""");
        assertThat(failure.hint()).isEqualTo(Naming.CLASS_RULE);
    }

    @Test
    void otherClassesInTheFolderAreIgnored() throws IOException {
        project.migration("com.acme.M001_Fine")
                .java("com.acme.Helper", "class %s { static { fail(); } static void fail() { throw new Error(); } }")
                .java("com.acme.Base", "public abstract class %s implements Migration {}")
                .migration("org.elsewhere.Step")
                .compile();

        try (MigrationSet set = Discovery.discover(project.classPath())) {
            assertThat(TestProject.origins(set)).containsOnlyKeys("001-fine");
            assertThat(set.remarks()).isEmpty();
        }
    }

    @Test
    void classesThatOnlyLookLikeMigrationsAreRefused() {
        project.java("a.M001_Plain", "public class %s {}")
                .java("a.M002_Abstract", "public abstract class %s implements Migration {}")
                .java("a.M003_Interface", "public interface %s extends Migration {}")
                .java("a.M004_Enum", "public enum %s implements Migration { A;" + UP_DOWN + "}")
                .java("a.M005_Hidden", "class %s implements Migration {" + UP_DOWN + "}")
                .java("a.M006_Record", "public record %s(int a) implements Migration {" + UP_DOWN + "}")
                .java("a.M007_Closed", "public class %s implements Migration { private %s() {} " + UP_DOWN + "}")
                .compile();

        NexusException thrown = thrown();
        assertThat(thrown).hasMessage("""
                        a.M001_Plain is named as a migration is, but does not implement io.github.claudenexus.migration.Migration.
                          also: a.M002_Abstract is named as a migration is, but is abstract.
                          also: a.M003_Interface is named as a migration is, but is an interface.
                          also: a.M004_Enum is named as a migration is, but is an enum.
                          also: a.M005_Hidden is not public.
                          also: a.M006_Record has no public constructor without parameters.
                          also: a.M007_Closed has no public constructor without parameters.""");
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.MISNAMED);
        assertThat(List.of(thrown.getSuppressed()))
                .map(NexusException.class::cast)
                .map(other -> other.failure().code())
                .containsExactly(
                        FailureCode.MISNAMED,
                        FailureCode.MISNAMED,
                        FailureCode.MISNAMED,
                        FailureCode.UNLOADABLE,
                        FailureCode.UNLOADABLE,
                        FailureCode.UNLOADABLE);
    }

    @Test
    void aClassThatCannotBeLoadedIsRefusedWithItsCause() throws IOException {
        project.java("a.Gone", "public class %s {}")
                .java("a.M001_X", "public class %s extends Gone implements Migration {" + UP_DOWN + "}")
                .compile();
        Files.delete(project.output().resolve("a/Gone.class"));

        NexusException thrown = thrown();
        assertThat(thrown)
                .hasMessage("a.M001_X cannot be loaded: java.lang.NoClassDefFoundError: a/Gone.")
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.UNLOADABLE);
        assertThat(thrown.failure().hint()).isEqualTo("Add what is missing to the project's dependencies, and build.");
    }

    @Test
    void aHelperThatCannotBeLoadedIsARemark() throws IOException {
        project.java("a.Gone", "public class %s {}")
                .java("a.Helper", "public class %s extends Gone {}")
                .migration("a.M001_X")
                .compile();
        Files.delete(project.output().resolve("a/Gone.class"));

        assertThat(remarks())
                .containsExactly(
                        "It is not known whether a.Helper is a migration: java.lang.NoClassDefFoundError: a/Gone.");
    }

    @Test
    void aClassFileOfALaterJavaIsRefused() throws IOException {
        project.migration("M001_X").compile();
        Path file = project.output().resolve("M001_X.class");
        byte[] content = Files.readAllBytes(file);
        content[7] = (byte) 200;
        Files.write(file, content);

        NexusException thrown = thrown();
        assertThat(thrown).hasMessageStartingWith("M001_X cannot be loaded: java.lang.UnsupportedClassVersionError: ");
        assertThat(thrown.failure().hint()).isEqualTo("Run Maven on the Java version the project is compiled for.");
    }

    @Test
    void aClassFileThatIsCutOffIsRefused() throws IOException {
        project.migration("M001_X").compile();
        Path file = project.output().resolve("M001_X.class");
        Files.write(file, new byte[] {1, 2, 3});

        assertThat(thrown()).hasMessageStartingWith("M001_X cannot be loaded: java.lang.ClassFormatError: ");
    }

    @Test
    void aClassThatCannotBeConstructedIsRefusedWithItsCause() {
        project.java(
                        "a.M001_Throws",
                        "public class %s implements Migration { public %s() { throw new IllegalStateException(\"no mood\"); }"
                                + UP_DOWN + "}")
                .java(
                        "a.M002_Static",
                        "public class %s implements Migration { static final int A = Integer.parseInt(\"x\");" + UP_DOWN
                                + "}")
                .compile();

        NexusException thrown = thrown();
        assertThat(thrown).hasMessage("""
                        a.M001_Throws cannot be constructed: java.lang.IllegalStateException: no mood.
                          also: a.M002_Static cannot be constructed: java.lang.NumberFormatException: For input string: "x".""").hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClassThatCannotAnswerIsRefused() {
        project.java(
                        "a.M001_X",
                        "public class %s implements Migration {" + UP_DOWN
                                + " public List<String> manualSteps() { return null; } }")
                .java(
                        "a.M002_Y",
                        "public class %s implements Migration { public void up(Database d) {} public String irreversible() { throw new IllegalStateException(\"hm\"); } }")
                .compile();

        assertThat(thrown())
                .hasMessageMatching(
                        "(?s)a.M001_X cannot be asked for its manual steps: java.lang.NullPointerException.*"
                                + "a.M002_Y cannot be asked for its reason: java.lang.IllegalStateException: hm\\.");
    }

    @Test
    void noDownAndNoReasonIsRefused() {
        project.java(
                        "a.M001_X",
                        "public class %s implements Migration { public void up(Database d) {} public String irreversible() { return \" \"; } }")
                .compile();

        Failure failure = refused(FailureCode.NO_REASON, "a.M001_X has no down, and does not say why.");
        assertThat(failure.hint()).isEqualTo("Override down, or return the reason from irreversible().");
        assertThat(failure.place().migration()).contains("001-x");
    }

    @Test
    void manyProblemsAreCutShort() {
        for (int number = 101; number <= 115; number++) {
            project.java("M" + number + "_X", "public class %s {}");
        }
        project.compile();

        assertThat(thrown()).hasMessageEndingWith("\n  and 4 more.");
    }

    @Test
    void noMigrationsFail() {
        Path output = project.output();
        Failure failure = refused(
                FailureCode.NOTHING_FOUND,
                "No migration was found: no class M<version>_<Name>, and no SQL file in db/migration, in " + output
                        + " (which does not exist).");
        assertThat(failure.hint())
                .isEqualTo("Write one, build the project (mvn process-classes),"
                        + " or name the packages that hold migrations in <packages>, or the folders in"
                        + " nexus.locations.");

        project.java("com.acme.App", "public class %s {}").compile();
        refused(
                FailureCode.NOTHING_FOUND,
                "No migration was found: no class M<version>_<Name>, and no SQL file in db/migration, in " + output
                        + ".");
    }

    @Test
    @Timeout(60)
    void fiveThousandMigrationsAreDiscovered() throws IOException {
        for (int number = 1; number <= 5000; number++) {
            String id = Migrations.id(number, "x").toString();
            project.sql(id + ".sql", "CREATE TABLE t" + number + " (id int);")
                    .sql(id + ".down.sql", "DROP TABLE t" + number);
        }

        long start = System.nanoTime();
        try (MigrationSet set = Discovery.discover(project.classPath())) {
            assertThat(set.migrations()).hasSize(5000);
        }
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    private List<String> remarks() throws IOException {
        try (MigrationSet set = Discovery.discover(project.classPath())) {
            return set.remarks();
        }
    }

    private Failure refused(FailureCode code, String message) {
        return Refusal.of(
                () -> MigrationSet.check(Discovery.discover(project.classPath()).migrations()), code, message);
    }

    private NexusException thrown() {
        return catchThrowableOfType(
                NexusException.class,
                () -> MigrationSet.check(Discovery.discover(project.classPath()).migrations()));
    }
}
