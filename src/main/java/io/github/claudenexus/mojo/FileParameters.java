package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.SqlFiles;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.sql.Placeholders;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that say where SQL files are and how they are read, as they were written.
 *
 * @param layout {@code nexus.layout}
 * @param locations {@code nexus.locations}
 * @param placeholders {@code nexus.placeholders}
 */
record FileParameters(
        @Nullable String layout,
        @Nullable List<String> locations,
        @Nullable String placeholders) {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Set<String> OF_DATABASE = Set.of("flyway:database", "flyway:user", "flyway:defaultSchema");

    /** What they say of a project. */
    SqlFiles files(Path project, Map<String, String> variables) {
        Layout read = read();
        ParameterText replaced = ParameterText.of("nexus.placeholders", placeholders);
        replaced.onOrOff();
        boolean replaces = replaced.text().map(Boolean::parseBoolean).orElse(read.replacesPlaceholders());
        return new SqlFiles(
                read,
                project,
                ListParameter.items(locations).toList(),
                replaces ? Optional.of(values(read, project, variables)) : Optional.empty());
    }

    private Layout read() {
        String word = ParameterText.of("nexus.layout", layout).text().orElse(Layout.NEXUS.word());
        return Layout.named(word).orElseThrow(() -> unknown(word));
    }

    private static NexusException unknown(String word) {
        List<String> known = Arrays.stream(Layout.values()).map(Layout::word).toList();
        String nearest = Suggestion.nearest(word, known)
                .map(it -> "Did you mean " + it + "? ")
                .orElse("");
        return Failure.of(
                        FailureCode.BAD_PARAMETER,
                        "nexus.layout: \"" + word + "\" is no layout that this version knows.",
                        nearest + "It knows " + String.join(", ", known) + ".")
                .exception();
    }

    // What Flyway replaces by itself; what only the database knows is asked of it when a statement is sent.
    private static Placeholders values(Layout layout, Path project, Map<String, String> variables) {
        if (layout != Layout.FLYWAY) {
            return new Placeholders(variables, Set.of());
        }
        Map<String, String> values = new HashMap<>(Map.of(
                "flyway:timestamp",
                LocalDateTime.now(ZoneId.systemDefault()).format(TIMESTAMP),
                "flyway:workingDirectory",
                project.toString(),
                "flyway:table",
                "nexus_migrations",
                "flyway:environment",
                "default"));
        values.putAll(variables);
        return new Placeholders(values, OF_DATABASE);
    }
}
