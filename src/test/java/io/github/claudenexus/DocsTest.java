package io.github.claudenexus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds documents to what is built: a block of xml, java or sql in them names its source in the line before, {@code <!--
 * from src/it/by-hand/pom.xml -->}, and is a part of that file, whatever the white space. A block of another kind may.
 */
class DocsTest {

    private static final Set<String> MUST_NAME_SOURCE = Set.of("xml", "java", "sql");
    private static final Pattern FENCE =
            Pattern.compile("(?m)^( *)```(\\w+)[^\\n]*\\n(.*?)^ *```[ ]*$", Pattern.DOTALL);
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
    void complainsOfWhatIsNotTrue(@TempDir Path root) throws IOException {
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

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md"), Path.of("src/it/README.md")), docs)
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
