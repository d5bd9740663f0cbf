package io.github.claudenexus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "io.github.claudenexus", importOptions = ImportOption.DoNotIncludeTests.class)
class StructureTest {

    private static final String ROOT = "io.github.claudenexus.";
    private static final int LONGEST_FILE = 400;
    private static final int MOST_PARAMETERS = 8;
    private static final int MOST_BASE_PARAMETERS = 12;
    private static final int MOST_LINES_OF_SQL = 2;
    private static final Pattern LITERALS = Pattern.compile("\"[^\"\\n]+\"(\\s*\\+\\s*\"[^\"\\n]+\")+");
    private static final Pattern SQL =
            Pattern.compile("^\"\\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|DO|LOCK) ");

    private static final String[] DECIDING_PACKAGES = Stream.of(
                    "failure",
                    "sql",
                    "layout",
                    "discovery",
                    "history",
                    "catalog",
                    "rows",
                    "locks",
                    "rehearsal",
                    "server",
                    "report")
            .map(name -> ROOT + name)
            .toArray(String[]::new);
    private static final Set<String> TALK_TO_A_DATABASE = Set.of(
            "history.HistoriesReader",
            "history.HistoryTable",
            "history.HistoryWriter",
            "history.UndoWriter",
            "catalog.CatalogSession",
            "catalog.KnownCatalog",
            "catalog.PictureReader",
            "rows.GeneratedRows",
            "rows.KnownRows",
            "rows.KnownSequences",
            "rows.RowReader",
            "locks.LockReader",
            "locks.LockRecorder",
            "locks.RelationSizes",
            "rehearsal.RehearsalDatabases",
            "rehearsal.DatabaseSettings",
            "rehearsal.InterruptedRuns",
            "rehearsal.InterruptingProbe",
            "rehearsal.MadeRows",
            "rehearsal.MigrationRehearsal",
            "rehearsal.Rehearsal",
            "rehearsal.RehearsalDatabase",
            "rehearsal.Scratch",
            "rehearsal.BackgroundDrops",
            "rehearsal.ScratchCleanup",
            "rehearsal.SeedRows",
            "rehearsal.ServerComplaint",
            "rehearsal.TargetReader");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule IMPORTS_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("mojo")
            .definedBy(ROOT + "mojo..")
            .layer("report")
            .definedBy(ROOT + "report..")
            .layer("server")
            .definedBy(ROOT + "server..")
            .layer("runner")
            .definedBy(ROOT + "runner..")
            .layer("history")
            .definedBy(ROOT + "history..")
            .layer("discovery")
            .definedBy(ROOT + "discovery..")
            .layer("layout")
            .definedBy(ROOT + "layout..")
            .layer("rehearsal")
            .definedBy(ROOT + "rehearsal..")
            .layer("author")
            .definedBy(ROOT + "author..")
            .layer("session")
            .definedBy(ROOT + "session..")
            .layer("sql")
            .definedBy(ROOT + "sql..")
            .layer("locks")
            .definedBy(ROOT + "locks..")
            .layer("catalog")
            .definedBy(ROOT + "catalog..")
            .layer("rows")
            .definedBy(ROOT + "rows..")
            .layer("jdbc")
            .definedBy(ROOT + "jdbc..")
            .layer("schema")
            .definedBy(ROOT + "schema..")
            .layer("failure")
            .definedBy(ROOT + "failure..")
            .layer("migration")
            .definedBy(ROOT + "migration..")
            .whereLayer("mojo")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("mojo")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("mojo")
            .whereLayer("rehearsal")
            .mayOnlyBeAccessedByLayers("mojo", "report")
            .whereLayer("locks")
            .mayOnlyBeAccessedByLayers("mojo", "report", "rehearsal")
            .whereLayer("runner")
            .mayOnlyBeAccessedByLayers("mojo", "report", "rehearsal", "locks")
            .whereLayer("author")
            .mayOnlyBeAccessedByLayers("mojo", "report", "rehearsal", "locks", "runner")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("mojo", "report", "rehearsal", "locks", "runner", "author")
            .whereLayer("history")
            .mayOnlyBeAccessedByLayers("mojo", "report", "rehearsal", "runner", "author", "session")
            .whereLayer("discovery")
            .mayOnlyBeAccessedByLayers("mojo", "report", "rehearsal", "locks", "runner", "author", "session", "history")
            .whereLayer("layout")
            .mayOnlyBeAccessedByLayers(
                    "mojo", "report", "rehearsal", "locks", "runner", "author", "session", "history", "discovery")
            .whereLayer("layout")
            .mayOnlyAccessLayers("sql", "failure")
            .whereLayer("sql")
            .mayOnlyAccessLayers("failure")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("mojo", "report", "rehearsal")
            .whereLayer("catalog")
            .mayOnlyAccessLayers("jdbc", "failure", "migration")
            .whereLayer("rows")
            .mayOnlyBeAccessedByLayers("mojo", "report", "rehearsal")
            .whereLayer("rows")
            .mayOnlyAccessLayers("jdbc", "failure", "migration")
            .whereLayer("jdbc")
            .mayOnlyBeAccessedByLayers(
                    "mojo",
                    "server",
                    "rehearsal",
                    "locks",
                    "runner",
                    "author",
                    "session",
                    "history",
                    "discovery",
                    "catalog",
                    "rows")
            .whereLayer("schema")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule MAVEN_IS_KNOWN_TO_MOJO_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "mojo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "org.codehaus.plexus..");

    @ArchTest
    static final ArchRule ARCHIVES_ARE_UNPACKED_BY_SERVER_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tukaani..");

    @ArchTest
    static final ArchRule AUTHORS_NEED_ONLY_THE_JDK = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "migration..", ROOT + "schema..")
            .should()
            .dependOnClassesThat(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                    "java..", "org.jspecify..", ROOT + "migration..", ROOT + "schema..")));

    /** The packages that decide leave the database to these of their classes. */
    @ArchTest
    static void decidingCodeDoesNoIo(JavaClasses classes) {
        Set<String> withSql = classes.stream()
                .filter(JavaClass.Predicates.resideInAnyPackage(DECIDING_PACKAGES))
                .filter(one -> one.getDirectDependenciesFromSelf().stream()
                        .anyMatch(on -> on.getTargetClass().getPackageName().equals("java.sql")))
                .map(one -> one.getName().substring(ROOT.length()).replaceFirst("\\$.*", ""))
                .collect(Collectors.toSet());
        assertThat(withSql).isEqualTo(TALK_TO_A_DATABASE);
    }

    @ArchTest
    static void noSimpleNameIsUsedTwice(JavaClasses classes) {
        Map<String, List<String>> named = classes.stream()
                .filter(one -> !one.isAnonymousClass() && !one.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        named.values().removeIf(names -> names.size() == 1);
        assertThat(named.keySet()).as(named.toString()).isEmpty();
    }

    @ArchTest
    static void theBaseMojoHasFewParameters(JavaClasses classes) {
        assertThat(classes.get(ROOT + "mojo.AbstractNexusMojo").getFields())
                .filteredOn(field -> field.isAnnotatedWith("org.apache.maven.plugins.annotations.Parameter"))
                .hasSizeBetween(1, MOST_BASE_PARAMETERS);
    }

    @ArchTest
    static final ArchRule NO_DRAWERS = noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..");

    @ArchTest
    static final ArchRule NO_IMPL = noClasses().should().haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule METHODS_TAKE_FEW_PARAMETERS = methods().should(takeFewParameters());

    /** Those of records, too. */
    @ArchTest
    static final ArchRule CONSTRUCTORS_TAKE_FEW_PARAMETERS = constructors().should(takeFewParameters());

    private static ArchCondition<JavaCodeUnit> takeFewParameters() {
        return new ArchCondition<>("take at most " + MOST_PARAMETERS + " parameters") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                int count = unit.getRawParameterTypes().size();
                if (count > MOST_PARAMETERS && !unit.getName().startsWith("lambda$")) {
                    events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " takes " + count));
                }
            }
        };
    }

    @Test
    void everyPackageHasADescription() throws IOException {
        for (Path folder : packages()) {
            assertThat(folder.resolve("package-info.java"))
                    .as("package-info of %s", folder)
                    .exists()
                    .content()
                    .contains("/** ", "@NullMarked");
        }
    }

    @Test
    void noFileIsLong() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                assertThat(Files.readAllLines(file)).as("lines of %s", file).hasSizeLessThanOrEqualTo(LONGEST_FILE);
            }
        }
    }

    /** Longer ones are resources or text blocks, which can be pasted into psql. */
    @Test
    void noSqlIsPutTogetherOfManyLiterals() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher literals = LITERALS.matcher(Files.readString(file));
                while (literals.find()) {
                    if (SQL.matcher(literals.group()).find()
                            && literals.group().lines().count() > MOST_LINES_OF_SQL) {
                        found.add(file.getFileName().toString());
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<Path> packages() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/github/claudenexus"))) {
            return folders.filter(Files::isDirectory).toList();
        }
    }
}
