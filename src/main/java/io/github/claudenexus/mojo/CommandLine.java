package io.github.claudenexus.mojo;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was given on the command line with {@code -D}.
 *
 * @param properties every property
 */
record CommandLine(Map<String, String> properties) {

    /** Read here and not by a parameter, because Maven's {@code -X} prints every parameter. */
    static final String DATABASE_URL = "nexus.databaseUrl";

    /** Read here for the same reason. */
    static final String SCRATCH_URL = "nexus.scratchUrl";

    private static final String VARIABLES = "nexus.variables.";

    CommandLine {
        properties = Map.copyOf(properties);
    }

    Optional<String> databaseUrl() {
        return Optional.ofNullable(properties.get(DATABASE_URL));
    }

    Optional<String> scratchUrl() {
        return Optional.ofNullable(properties.get(SCRATCH_URL));
    }

    /** The POM's variables, and over them those of the command line. */
    Map<String, String> variables(@Nullable Map<String, String> pom) {
        Map<String, String> all = new HashMap<>();
        if (pom != null) {
            pom.forEach(
                    (name, value) -> all.put(name, Optional.ofNullable(value).orElse("")));
        }
        properties.forEach((name, value) -> {
            if (name.startsWith(VARIABLES)) {
                all.put(name.substring(VARIABLES.length()), value);
            }
        });
        return all;
    }

    /** The names of the variables given with {@code -D}, in order. */
    SortedSet<String> variableNames() {
        return new TreeSet<>(variables(null).keySet());
    }
}
