package io.github.claudenexus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every failure and every parameter has its place in docs/, and docs/ names none that there is not. */
class FailurePagesTest {

    private static final Path PAGES = Path.of("docs", "failures");
    private static final Path DESCRIPTOR = Path.of("target", "classes", "META-INF", "maven", "plugin.xml");
    private static final Pattern READ = Pattern.compile("\\$\\{(nexus\\.[A-Za-z]+)}");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(nexus\\.[A-Za-z]+)[`.]");
    private static final Pattern NAMED = Pattern.compile("\\bnexus\\.([a-z]+[A-Z][A-Za-z]*|[a-z]{4,})\\b");

    /** Read by the goals themselves: Maven's -X would print the one, and cannot fill in the other from -D. */
    private static final List<String> NO_PARAMETERS =
            List.of("nexus.databaseUrl", "nexus.scratchUrl", "nexus.variables");

    private static final List<String> SET_BY_START =
            List.of("nexus.jdbcUrl", "nexus.username", "nexus.password", "nexus.passwordFile");

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void everyFailureHasItsPage(FailureCode code) throws IOException {
        assertThat(PAGES.resolve(code.code() + ".md"))
                .content()
                .startsWith("# `" + code.code() + "`: ")
                .containsSubsequence(
                        "\nThis page is for ",
                        "\n## What happened\n",
                        "\n## An example\n\n```text\n",
                        "\n## What state things are in\n",
                        "\n## What to do\n");
        assertThat(Files.readString(PAGES.resolve("README.md")))
                .contains("| [`" + code.code() + "`](" + code.code() + ".md) | ");
    }

    @Test
    void everyPageHasItsFailure() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("README.md"),
                                    Arrays.stream(FailureCode.values()).map(code -> code.code() + ".md"))
                            .toList());
        }
    }

    @Test
    void theTableHasEveryParameterAndNoOther() throws IOException {
        Set<String> known = parameters();

        assertThat(known).contains("nexus.wait", "nexus.target", "nexus.failOnPending");
        assertThat(found(ROW, Path.of("docs", "parameters.md"))).containsExactlyElementsOf(known);
    }

    @Test
    void noPageNamesAPropertyThatThereIsNot() throws IOException {
        Set<String> known = parameters();
        // What tests and the build of this project read, and what an example of an unknown property is.
        known.addAll(List.of("nexus.test", "nexus.version", "nexus.backup"));
        known.addAll(SET_BY_START);
        assertThat(known).as("properties in README.md").containsAll(found(NAMED, Path.of("README.md")));
        try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                assertThat(known).as("properties in %s", page).containsAll(found(NAMED, page));
            }
        }
    }

    /** What the goals read, as the plugin's descriptor says. */
    private static Set<String> parameters() throws IOException {
        Set<String> known = found(READ, DESCRIPTOR);
        known.addAll(NO_PARAMETERS);
        return known;
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(FailurePagesTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(MatchResult result) {
        return result.group(1).startsWith("nexus.") ? result.group(1) : "nexus." + result.group(1);
    }
}
