package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
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

    private static final String PREFIX = "nexus.";
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

    /** Refuses a property of ours that no parameter reads: a mistyped nexus.dryRun must never migrate. */
    void refuseUnknown(SortedSet<String> parameters) {
        SortedSet<String> known = new TreeSet<>(parameters);
        known.add(DATABASE_URL);
        known.add(SCRATCH_URL);
        new TreeMap<>(properties)
                .keySet().stream()
                        .filter(name -> name.startsWith(PREFIX))
                        .filter(name -> !known.contains(name) && !namesVariable(name))
                        .findFirst()
                        .ifPresent(name -> {
                            throw unknown(name, known).exception();
                        });
    }

    private static boolean namesVariable(String name) {
        return name.startsWith(VARIABLES) && name.length() > VARIABLES.length();
    }

    private static Failure unknown(String name, SortedSet<String> known) {
        String nearest = Spelling.nearest(name, known)
                .map(it -> "Did you mean -D" + it + "? ")
                .orElse("");
        return Failure.of(
                FailureCode.UNKNOWN_PROPERTY,
                "-D" + name + " is not known to this version of the plugin.",
                nearest + "It knows " + String.join(", ", known) + " and " + VARIABLES + "<name>.");
    }
}
