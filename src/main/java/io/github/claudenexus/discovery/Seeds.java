package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.SqlScript;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The seed files of a class path: rows that a rehearsal writes once the migration of their version is applied.
 *
 * @param byVersion the files of each migration that has any, in the order in which they are to be run
 * @param variables the value in a rehearsal of a variable that a migration asks for and that the run does not set; from
 *     {@code variables.properties} next to the seeds
 */
public record Seeds(SortedMap<Version, List<SqlScript>> byVersion, Map<String, String> variables) {

    /** No seeds at all. */
    public static final Seeds NONE = new Seeds(Collections.emptySortedMap(), Map.of());

    /** Copies map and lists. */
    public Seeds {
        SortedMap<Version, List<SqlScript>> copy = new TreeMap<>();
        for (Map.Entry<Version, List<SqlScript>> seeds : byVersion.entrySet()) {
            copy.put(seeds.getKey(), List.copyOf(seeds.getValue()));
        }
        variables = Map.copyOf(variables);
        byVersion = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Finds and reads the seeds of these migrations. Their class path may be wider than that of the migrations: seeds
     * are looked for among the tests too.
     *
     * @throws io.github.claudenexus.failure.NexusException when something is wrong with one of them
     */
    public static Seeds discover(ClassPath classPath, MigrationSet migrations) {
        return new SeedDiscovery(classPath, migrations).discover();
    }

    /** The seeds of the migration of this version, in the order in which they are to be run. */
    public List<SqlScript> of(Version version) {
        return byVersion.getOrDefault(version, List.of());
    }
}
