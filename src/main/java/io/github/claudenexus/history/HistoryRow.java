package io.github.claudenexus.history;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.MigrationId;
import java.time.Instant;
import java.util.List;

/**
 * One row of {@code nexus_migrations}.
 *
 * @param id the migration's number and name when it was applied
 * @param kind java or sql
 * @param checksum what it was when it was applied
 * @param phase how far it got
 * @param appliedAt when up committed, or when a non-transactional migration began
 * @param appliedBy the role that ran it
 * @param durationMs how long it took in all, over every run that worked on it, in milliseconds
 * @param found what up found already there
 */
public record HistoryRow(
        MigrationId id,
        String kind,
        Checksum checksum,
        Phase phase,
        Instant appliedAt,
        String appliedBy,
        long durationMs,
        List<String> found) {

    /** Copies the list. */
    public HistoryRow {
        found = List.copyOf(found);
    }

    /** How far a recorded migration got. */
    public enum Phase {
        /** A non-transactional migration began; it is run again from its top. */
        STARTED,
        /** Up has committed, the online part has not ended. */
        ONLINE,
        /** It has ended. */
        APPLIED
    }
}
