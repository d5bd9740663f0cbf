package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.sql.SqlScript;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a rehearsal is asked for.
 *
 * @param target what was read from the target database; {@link TargetState#NONE} without one
 * @param seeds the seed files, by the version of the migration after which they are run
 * @param settings how the migrations are run
 * @param bigTable from how many bytes on a table on the target is big
 * @param judge which migrations are judged; empty: those that are pending on the target, or all where none is
 * @param rows which rows there are
 */
public record RehearsalRequest(
        TargetState target,
        Map<Version, List<SqlScript>> seeds,
        RunSettings settings,
        long bigTable,
        Optional<Judge> judge,
        RowSource rows) {

    /** Copies the map; without any rows it needs no seeds. */
    public RehearsalRequest {
        seeds = rows == RowSource.NONE ? Map.of() : Map.copyOf(new TreeMap<>(seeds));
    }

    /** One that judges what is pending, or all where nothing is, on rows of seeds and generated ones. */
    public RehearsalRequest(
            TargetState target, Map<Version, List<SqlScript>> seeds, RunSettings settings, long bigTable) {
        this(target, seeds, settings, bigTable, Optional.empty(), RowSource.GENERATED);
    }

    /** What each migration is on the target; without a target, pending. */
    public Map<MigrationId, MigrationState> states(MigrationSet set) {
        return target.history().plan(set.migrations()).entries().stream()
                .collect(Collectors.toMap(MigrationEntry::id, MigrationEntry::state, (one, other) -> one));
    }

    /** The migrations that are judged. */
    public List<DiscoveredMigration> judged(MigrationSet set) {
        List<DiscoveredMigration> pending = pending(set);
        boolean all = judge.map(asked -> asked == Judge.ALL).orElse(pending.isEmpty());
        return all ? set.migrations() : pending;
    }

    /** Whether all are judged because the target has them all. */
    public boolean judgesAllThatTheTargetHas(MigrationSet set) {
        return judge.isEmpty() && target.database().isPresent() && pending(set).isEmpty();
    }

    /** The migrations that the target does not have, or not as a whole. */
    List<DiscoveredMigration> pending(MigrationSet set) {
        Map<MigrationId, MigrationState> states = states(set);
        return set.migrations().stream()
                .filter(one -> switch (Objects.requireNonNull(states.get(one.id()))) {
                    case PENDING, OUT_OF_ORDER, INTERRUPTED, HALF_UNDONE -> true;
                    case APPLIED, CHANGED, MISSING, TO_TAKE_OVER, AHEAD -> false;
                })
                .toList();
    }

    /** All migrations: first those that the target has, in the order in which it got them. */
    List<DiscoveredMigration> inOrderOfTarget(MigrationSet set) {
        Map<MigrationId, Integer> places = new TreeMap<>();
        target.history().plan(set.migrations()).entries().forEach(entry -> entry.order()
                .ifPresent(order -> places.put(entry.id(), order)));
        List<DiscoveredMigration> pending = pending(set);
        return set.migrations().stream()
                .sorted(Comparator.comparing(
                        one -> pending.contains(one) ? Integer.MAX_VALUE : places.getOrDefault(one.id(), 0)))
                .toList();
    }

    /** The seed files of one migration. */
    List<SqlScript> seedsOf(Version version) {
        return seeds.getOrDefault(version, List.of());
    }

    /** The same with other sizes: relations change their names from migration to migration. */
    RehearsalRequest sized(Map<String, RelationSize> sizes) {
        return new RehearsalRequest(target.sized(sizes), seeds, settings, bigTable, judge, rows);
    }
}
