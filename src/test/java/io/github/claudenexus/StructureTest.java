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
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
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

    /** Each package, and which others may use it: the table of docs/architecture.md. */
    private static final Map<String, String> USED_BY = Map.ofEntries(
            Map.entry("mojo", ""),
            Map.entry("report", "mojo"),
            Map.entry("server", "mojo"),
            Map.entry("rehearsal", "mojo report"),
            Map.entry("locks", "mojo report rehearsal"),
            Map.entry("rows", "mojo report rehearsal"),
            Map.entry("catalog", "mojo report rehearsal"),
            Map.entry("runner", "mojo report rehearsal locks"),
            Map.entry("author", "mojo report rehearsal locks runner"),
            Map.entry("session", "mojo report rehearsal locks runner author"),
            Map.entry("history", "mojo report rehearsal runner author session"),
            Map.entry("discovery", "mojo report rehearsal locks runner author session history"),
            Map.entry("layout", "mojo report rehearsal locks runner author session history discovery"),
            Map.entry(
                    "sql", "mojo report server rehearsal locks runner author session history discovery layout failure"),
            Map.entry("jdbc", "mojo server rehearsal locks rows catalog runner author session history discovery"),
            Map.entry("schema", ""),
            Map.entry(
                    "failure",
                    "mojo report server rehearsal locks rows catalog runner author session history discovery layout sql"
                            + " jdbc"),
            Map.entry(
                    "migration",
                    "mojo report server rehearsal locks rows catalog runner author session history discovery jdbc schema"
                            + " failure"));

    @ArchTest
    static final ArchRule IMPORTS_POINT_DOWN = importsPointDown();

    private static ArchRule importsPointDown() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : USED_BY.keySet()) {
            layers = layers.layer(name).definedBy(ROOT + name + "..");
        }
        for (Map.Entry<String, String> used : USED_BY.entrySet()) {
            LayeredArchitecture.LayerDependencySpecification layer = layers.whereLayer(used.getKey());
            layers = used.getValue().isEmpty()
                    ? layer.mayNotBeAccessedByAnyLayer()
                    : layer.mayOnlyBeAccessedByLayers(used.getValue().split(" ", -1));
        }
        return layers;
    }

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
