package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failures;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.layout.LayoutFile;
import io.github.claudenexus.layout.LayoutFindings;
import io.github.claudenexus.layout.LayoutMigration;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.Placeholders;
import io.github.claudenexus.sql.SourceText;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folders of a layout, one after the other in one text, each with what is to be read of it. A line that begins with
 * {@code ##} begins a folder and names its case; {@code --- path} begins a file of it; {@code ===} begins what is
 * expected, a line each: the migrations in their order, then the remarks, then the problems. A migration is its version
 * (or R), its name and, for up and down, the statements with line and column; {@code alone} marks a script outside of a
 * transaction.
 */
record LayoutCorpus(Layout layout, String name, Map<String, String> files, List<String> expected) {

    /** The folders in a resource beside this class. */
    static List<LayoutCorpus> of(Layout layout) throws IOException {
        String resource = "layouts/" + layout.word() + ".txt";
        try (InputStream text = LayoutCorpus.class.getResourceAsStream(resource)) {
            String all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            List<LayoutCorpus> folders = new ArrayList<>();
            for (String folder : all.substring(all.indexOf("\n## ") + 1).split("(?m)^## ", -1)) {
                if (!folder.isEmpty()) {
                    folders.add(folder(layout, folder));
                }
            }
            return folders;
        }
    }

    private static LayoutCorpus folder(Layout layout, String text) {
        String[] halves = text.split("(?m)^===\n", 2);
        String[] parts = halves[0].split("(?m)^--- ", -1);
        Map<String, String> files = new LinkedHashMap<>();
        for (int at = 1; at < parts.length; at++) {
            String[] lines = parts[at].split("\n", 2);
            files.put(lines[0], lines[1]);
        }
        List<String> expected =
                halves[1].lines().filter(line -> !line.isBlank()).toList();
        return new LayoutCorpus(layout, parts[0].strip(), files, expected);
    }

    /** What is read of the folder, in the words of the corpus. */
    List<String> read() {
        Failures problems = new Failures();
        List<String> remarks = new ArrayList<>();
        LayoutFindings found = new LayoutFindings(layout, problems, remarks::add);
        layout.reader().read(files.keySet().stream().sorted().map(this::file).toList(), found);
        Optional<Placeholders> placeholders = layout.replacesPlaceholders()
                ? Optional.of(new Placeholders(Map.of("role", "reader"), Set.of("flyway:user")))
                : Optional.empty();
        LayoutScripts scripts = new LayoutScripts(placeholders);
        List<String> lines = new ArrayList<>();
        found.end().stream()
                .sorted(Comparator.comparing(
                                (LayoutMigration one) -> one.version().isEmpty())
                        .thenComparing(one -> one.version().orElse(Version.of("0")))
                        .thenComparing(LayoutMigration::name))
                .forEach(one -> problems.gather(() -> {
                            SqlScript up = scripts.up(one);
                            Optional<SqlScript> down = scripts.down(one);
                            return Optional.of(
                                    one.version().map(Version::toString).orElse("R") + " " + one.name() + " up "
                                            + line(up)
                                            + down.map(it -> " down " + line(it))
                                                    .orElse(""));
                        })
                        .ifPresent(lines::add));
        lines.addAll(remarks);
        lines.addAll(problems(problems));
        return lines;
    }

    private static List<String> problems(Failures problems) {
        try {
            problems.throwFirst();
            return List.of();
        } catch (NexusException wrong) {
            return wrong.failure().message().lines().map(String::strip).toList();
        }
    }

    private LayoutFile file(String path) {
        return new LayoutFile(path, "", path, () -> SourceText.named(path, files.getOrDefault(path, "")));
    }

    private static String line(SqlScript script) {
        return (script.transactional() ? "" : "alone ")
                + script.statements().stream().map(LayoutCorpus::line).collect(Collectors.joining("; "));
    }

    private static String line(Statement statement) {
        return statement.start().line() + ":" + statement.start().column() + " "
                + statement.text().replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
        return layout.word() + ": " + name;
    }
}
