package io.github.claudenexus.rollback;

import io.github.claudenexus.discovery.SqlScript;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.runner.RunSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rehearsal is asked for.
 *
 * @param target what was read from the target database; {@link TargetState#NONE} without one
 * @param seeds the seed files, by the number of the migration after which they are run
 * @param settings how the migrations are run
 * @param bigTable from how many bytes on a table on the target is big
 */
public record RehearsalRequest(
        TargetState target, Map<Integer, List<SqlScript>> seeds, RunSettings settings, long bigTable) {

    /** Copies the map. */
    public RehearsalRequest {
        seeds = Map.copyOf(new TreeMap<>(seeds));
    }

    /** The seed files of one migration. */
    List<SqlScript> seedsOf(int number) {
        return seeds.getOrDefault(number, List.of());
    }

    /** The same with other sizes: relations change their names from migration to migration. */
    RehearsalRequest sized(Map<String, RelationSize> sizes) {
        return new RehearsalRequest(target.sized(sizes), seeds, settings, bigTable);
    }
}
