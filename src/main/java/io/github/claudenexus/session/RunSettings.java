package io.github.claudenexus.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a run behaves, apart from what it applies.
 *
 * @param schema the schema of the history table; the connection's first one when empty
 * @param limits how long it waits for what
 * @param variables what migrations may ask for by name
 * @param baseDirectory where relative paths in variables start
 * @param pluginVersion recorded in the history
 */
public record RunSettings(
        Optional<String> schema,
        Limits limits,
        Map<String, String> variables,
        Path baseDirectory,
        String pluginVersion) {

    /** Copies the map. */
    public RunSettings {
        variables = Map.copyOf(variables);
    }

    /** The same with other variables. */
    public RunSettings with(Map<String, String> others) {
        return new RunSettings(schema, limits, others, baseDirectory, pluginVersion);
    }

    /** The same with the history in this schema. */
    public RunSettings in(String home) {
        return new RunSettings(Optional.of(home), limits, variables, baseDirectory, pluginVersion);
    }

    /**
     * How long a run waits.
     *
     * @param lockTimeout for one lock on a table
     * @param lockRetryTime in all, over the tries of one migration, for such locks
     * @param waitForRunner for another runner that is at work on the same database
     */
    public record Limits(Duration lockTimeout, Duration lockRetryTime, Duration waitForRunner) {

        /** 5 seconds, 2 minutes, 5 minutes. */
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofMinutes(5));
    }
}
