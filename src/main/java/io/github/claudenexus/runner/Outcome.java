package io.github.claudenexus.runner;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.history.RollbackPlan;
import io.github.claudenexus.layout.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended: what was applied, what failed and what was not reached.
 *
 * @param database the database as people name it; empty when none was reached
 * @param migrations every migration, in order, as it stands now; empty when the history could not be read
 * @param failure what stopped the run
 */
public record Outcome(
        Optional<DatabaseInfo> database, List<MigrationResult> migrations, Optional<NexusException> failure) {

    /**
     * The database, without secrets; what is not known is empty.
     *
     * @param address {@code postgresql://user@host:5432/name}
     * @param source which setting named it
     * @param serverVersion PostgreSQL's version, {@code 18.1}
     * @param historyTable the history table, with its schema; empty where there is none yet
     * @param invalidIndexes the indexes that are not valid; empty when nobody looked for them
     */
    public record DatabaseInfo(
            Optional<String> address,
            Optional<String> source,
            Optional<String> serverVersion,
            Optional<String> historyTable,
            Optional<List<InvalidIndex>> invalidIndexes) {

        /** No database was chosen. */
        public static final DatabaseInfo UNKNOWN = new DatabaseInfo(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** One that was chosen and is not reached yet. */
        public static DatabaseInfo chosen(String address, String source) {
            return new DatabaseInfo(
                    Optional.of(address), Optional.of(source), Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** The same, named by this setting. */
        public DatabaseInfo from(Optional<String> setting) {
            return new DatabaseInfo(address, setting, serverVersion, historyTable, invalidIndexes);
        }

        /** The same, whose server has answered. */
        public DatabaseInfo of(Optional<String> version) {
            return new DatabaseInfo(address, source, version, historyTable, invalidIndexes);
        }
    }

    /** The same, stopped by this, if by anything. */
    public Outcome stoppedBy(Optional<NexusException> newFailure) {
        return new Outcome(database, migrations, newFailure);
    }

    /** The same, of a rollback that would undo this. */
    Outcome toUndo(RollbackPlan rollback) {
        List<MigrationId> steps =
                rollback.steps().stream().map(MigrationEntry::id).toList();
        return new Outcome(
                database,
                migrations.stream()
                        .map(one -> one.toUndo(steps.indexOf(one.entry().id()) + 1))
                        .toList(),
                failure);
    }

    /** Every migration as it stands now. */
    public Plan plan() {
        return new Plan(migrations.stream().map(MigrationResult::entry).toList());
    }

    /** The migrations that this run worked on. */
    public List<MigrationResult> ran() {
        return migrations.stream().filter(result -> result.ranFor().isPresent()).toList();
    }
}
