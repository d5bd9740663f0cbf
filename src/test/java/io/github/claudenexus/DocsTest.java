package io.github.claudenexus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.report.GoalReport;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Holds documents to what is built: a block of xml, java or sql in them names its source in the line before, {@code <!--
 * from src/it/by-hand/pom.xml -->}, and is a part of that file, whatever the white space. A block of another kind may.
 */
class DocsTest {

    private static final Set<String> MUST_NAME_SOURCE = Set.of("xml", "java", "sql");
    private static final Pattern FENCE =
            Pattern.compile("(?m)^( *)```(\\w+)[^\\n]*\\n(.*?)^ *```[ ]*$", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\| ([^|]*)\\|");
    private static final Set<String> OF_EVERY_TYPE = Set.of("equals", "hashCode", "toString", "values", "valueOf");
    private static final Pattern SOURCE = Pattern.compile("<!-- from (\\S+) -->\\s*\\z");

    @Test
    void whatDocumentsShowIsPartOfWhatIsBuilt() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path document : documents()) {
            problems.addAll(problems(Path.of(""), document));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void readmeShowsSomething() throws IOException {
        assertThat(FENCE.matcher(Files.readString(Path.of("README.md"))).results())
                .extracting(fence -> fence.group(2))
                .contains("xml", "java", "sql");
    }

    @Test
    void anUntrueDocumentIsReported(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("pom.xml"), "<a>\n  <version>@project.version@</version>\n  <b/>\n</a>\n");
        String block = "```xml\n<version>" + version() + "</version>\n    <b/>\n```\n";
        Path good = Files.writeString(root.resolve("good.md"), "Text.\n\n<!-- from pom.xml -->\n\n" + block);
        Path nowhere = Files.writeString(root.resolve("nowhere.md"), "Text.\n\n" + block);
        Path gone = Files.writeString(root.resolve("gone.md"), "<!-- from gone.xml -->\n" + block);
        Path other =
                Files.writeString(root.resolve("other.md"), "<!-- from pom.xml -->\n" + block.replace("<b/>", "<c/>"));

        assertThat(problems(root, good)).isEmpty();
        assertThat(problems(root, nowhere)).containsExactly(nowhere + ":3: no line before it says where it is from");
        assertThat(problems(root, gone)).containsExactly(gone + ":2: there is no gone.xml");
        assertThat(problems(root, other)).containsExactly(other + ":2: is no part of pom.xml");
    }

    @Test
    void everyLinkLeadsToAFileAndAHeadingAndTheReadmeToEveryPage() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult link :
                    LINK.matcher(withoutBlocks(document)).results().toList()) {
                Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                if (!Files.exists(target)
                        || (link.group(2) != null && !headings(target).contains(link.group(2)))) {
                    broken.add(document + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();

        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            assertThat(pages.filter(Files::isRegularFile).map(page -> "](" + page + ")"))
                    .isNotEmpty()
                    .allMatch(Files.readString(Path.of("README.md"))::contains);
        }
    }

    private static String withoutBlocks(Path document) throws IOException {
        return FENCE.matcher(Files.readString(document)).replaceAll("");
    }

    private static Set<String> headings(Path document) throws IOException {
        return Pattern.compile("(?m)^#+ +(.+)$")
                .matcher(withoutBlocks(document))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).strip())
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void theApiPageNamesEveryMethodAndNoOther() throws IOException {
        Map<String, String> sections = Pattern.compile("(?m)^## ")
                .splitAsStream(Files.readString(Path.of("docs", "api.md")))
                .skip(1)
                .collect(Collectors.toMap(section -> section.lines().findFirst().orElseThrow(), section -> section));

        assertThat(sections.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        api().map(Class::getSimpleName).toList());
        api().forEach(type -> {
            String section = Objects.requireNonNull(sections.get(type.getSimpleName()));
            assertThat(ROW.matcher(section).results().map(row -> row.group(1) + " | " + row.group(2)))
                    .as("the methods of " + type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(
                            methods(type).map(DocsTest::row).toList());
            assertThat(Stream.of(type.getFields()).map(Field::getName).filter(it -> !section.contains(it)))
                    .as("the constants of " + type.getSimpleName() + " that are not there")
                    .isEmpty();
        });
    }

    @Test
    void theCiFilesAreYamlAndNameWhatThePluginWritesAndKnows() throws IOException {
        String page = Files.readString(Path.of("docs", "ci.md"));
        List<String> files = FENCE.matcher(page)
                .results()
                .filter(fence -> fence.group(2).equals("yaml"))
                .map(fence -> fence.group(3))
                .toList();
        List<String> goals = Pattern.compile("(?m)^ *<goal>([a-z-]+)</goal>$")
                .matcher(resource("/META-INF/maven/plugin.xml"))
                .results()
                .map(goal -> goal.group(1))
                .toList();
        List<String> written = Stream.concat(
                        GoalReport.filesOfCheck().stream(), Stream.of("migrate.json", "status.json"))
                .toList();
        String parameters = Files.readString(Path.of("docs", "parameters.md"));

        assertThat(files).hasSize(2).allSatisfy(text -> {
            assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text))
                    .isInstanceOf(Map.class);
            assertThat(named("target/nexus/([\\w.*-]+)", text))
                    .contains("rollback-check.md", "TEST-*.xml")
                    .allMatch(name -> written.stream().anyMatch(it -> it.matches(name.replace("*", ".*"))));
            assertThat(named("nexus:([a-z-]+)", text)).isNotEmpty().isSubsetOf(goals);
            assertThat(named("-D(nexus\\.\\w+)", text)).allMatch(name -> parameters.contains("| `" + name + "` |"));
        });
        assertThat(files.get(0)).contains("$GITHUB_STEP_SUMMARY", "upload-sarif", "if: always()", "cache: maven");
        assertThat(files.get(1)).contains("when: always", "junit:", "cache:");
    }

    private static List<String> named(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String resource(String name) throws IOException {
        try (var stream = Objects.requireNonNull(DocsTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Stream<Class<?>> api() {
        return new ClassFileImporter()
                .importPackagesOf(Migration.class).stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .map(JavaClass::reflect);
    }

    private static Stream<Method> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !OF_EVERY_TYPE.contains(method.getName()));
    }

    private static String row(Method method) {
        String parameters =
                Stream.of(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", "));
        String name = method.getName() + "("
                + (method.isVarArgs() ? parameters.replaceFirst("\\[]$", "...") : parameters) + ")";
        String returned = method.getGenericReturnType() instanceof TypeVariable<?> variable
                ? variable.getName()
                : method.getReturnType().getSimpleName();
        return "`" + name + "` | " + (returned.equals("void") ? "" : "`" + returned + "` ");
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("src/it/README.md"), Path.of("bench/README.md")),
                            docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<String> problems(Path root, Path document) throws IOException {
        String text = Files.readString(document);
        List<String> problems = new ArrayList<>();
        for (MatchResult fence : FENCE.matcher(text).results().toList()) {
            String before = text.substring(0, fence.start());
            String place = document + ":" + (before.lines().count() + 1) + ": ";
            Matcher source = SOURCE.matcher(before);
            if (!source.find()) {
                if (MUST_NAME_SOURCE.contains(fence.group(2))) {
                    problems.add(place + "no line before it says where it is from");
                }
            } else if (!Files.isRegularFile(root.resolve(source.group(1)))) {
                problems.add(place + "there is no " + source.group(1));
            } else if (!collapsed(Files.readString(root.resolve(source.group(1))))
                    .contains(collapsed(fence.group(3)))) {
                problems.add(place + "is no part of " + source.group(1));
            }
        }
        return problems;
    }

    private static String collapsed(String text) throws IOException {
        return text.replace("@project.version@", version())
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String version() throws IOException {
        Properties plugin = new Properties();
        try (var stream = DocsTest.class.getResourceAsStream("mojo/plugin.properties")) {
            plugin.load(stream);
        }
        return plugin.getProperty("version");
    }
}
