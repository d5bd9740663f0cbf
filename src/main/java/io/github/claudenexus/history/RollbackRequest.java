package io.github.claudenexus.history;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user wants undone.
 *
 * @param extent how far back
 * @param allowDataLoss whether what loses data may be undone
 * @param rehearsed what a rehearsal has shown of each migration, where that is demanded
 */
public record RollbackRequest(
        Extent extent, boolean allowDataLoss, Optional<Map<MigrationId, RehearsedDown>> rehearsed) {

    /** The one migration that was applied last, whatever it loses. */
    public static final RollbackRequest LAST = new RollbackRequest(new Last(1), true, Optional.empty());

    /** How far back. */
    public sealed interface Extent {}

    /**
     * Everything above a version.
     *
     * @param target the version, which stays
     */
    public record DownTo(Version target) implements Extent {}

    /** Everything. */
    public record All() implements Extent {}

    /**
     * What was applied last.
     *
     * @param count how many migrations
     */
    public record Last(int count) implements Extent {}

    /**
     * What a rehearsal has shown of the down of a migration.
     *
     * @param objection why it does not cover the migration as it is; empty when it does
     * @param losses the data that down did not bring back
     */
    public record RehearsedDown(Optional<String> objection, List<String> losses) {

        /** Copies the list. */
        public RehearsedDown {
            losses = List.copyOf(losses);
        }
    }

    /** The same, where what a rehearsal has shown is demanded. */
    public RollbackRequest provedBy(Map<MigrationId, RehearsedDown> shown) {
        return new RollbackRequest(extent, allowDataLoss, Optional.of(shown));
    }

    /** That a rehearsal does not cover what is to be undone. */
    public static Failure uncovered(String objection) {
        return Failure.of(
                FailureCode.EVIDENCE,
                "The evidence does not cover what would be undone: " + objection + ".",
                "Run nexus:rollback-check -Dnexus.judge=all on these migrations, and hand over its"
                        + " rollback-check.json.");
    }

    /** What a rehearsal has shown of a migration; empty where no rehearsal is asked. */
    Optional<RehearsedDown> rehearsed(MigrationId migration) {
        return rehearsed.map(all -> Optional.ofNullable(all.get(migration))
                .orElse(new RehearsedDown(Optional.of(migration + " is not in it"), List.of())));
    }
}
