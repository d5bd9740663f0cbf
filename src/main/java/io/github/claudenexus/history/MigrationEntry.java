package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.layout.MigrationId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One migration as the class path and the history together see it; at least one of them knows it.
 *
 * @param id its version and name, from the class path where it is there
 * @param state what follows from both
 * @param migration the migration on the class path
 * @param row its history row
 * @param outOfOrder whether one of a later version was applied before it
 * @param elsewhere what another tool's history says of it, where ours has nothing at all
 */
public record MigrationEntry(
        MigrationId id,
        MigrationState state,
        Optional<DiscoveredMigration> migration,
        Optional<HistoryRow> row,
        boolean outOfOrder,
        Optional<Elsewhere> elsewhere) {

    /** One that no other tool knows of. */
    public MigrationEntry(
            MigrationId id,
            MigrationState state,
            Optional<DiscoveredMigration> migration,
            Optional<HistoryRow> row,
            boolean outOfOrder) {
        this(id, state, migration, row, outOfOrder, Optional.empty());
    }

    /** The same in another state. */
    MigrationEntry in(MigrationState other) {
        return new MigrationEntry(id, other, migration, row, outOfOrder, elsewhere);
    }

    /** The same, applied by another tool. */
    MigrationEntry takenFrom(Elsewhere other) {
        return new MigrationEntry(id, MigrationState.TO_TAKE_OVER, migration, row, outOfOrder, Optional.of(other));
    }

    /** What was applied under its version, where that is another migration. */
    public Optional<HistoryRow> another() {
        return row.filter(
                there -> migration.filter(found -> Plan.isAnother(there, found)).isPresent());
    }

    /** Whether its down is known to be another than when it was applied. */
    public boolean downEdited() {
        // The file is read only where there is something to compare it with.
        return row.flatMap(HistoryRow::downChecksum)
                .filter(then -> migration
                        .flatMap(DiscoveredMigration::downChecksum)
                        .filter(now -> Plan.differ(now, then))
                        .isPresent())
                .isPresent();
    }

    /**
     * Its place in the order of application once it is applied: what was begun without a transaction is begun again, and a
     * repeatable migration has the place of its last application.
     */
    public int orderWhenApplied(int next) {
        return row.filter(there -> !id.isRepeatable() && there.phase() != HistoryRow.Phase.STARTED)
                .map(there -> there.application().order())
                .orElse(next);
    }

    /** Where it came in the order of application, by whatever tool; nothing where it has not been applied. */
    public OptionalInt order() {
        return row.map(there -> there.application().order()).or(() -> elsewhere.map(Elsewhere::order)).stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
