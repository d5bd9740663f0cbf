package io.github.claudenexus.history;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.layout.MigrationId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One row of {@code nexus_migrations}.
 *
 * @param id the migration's version and name when it was applied
 * @param kind java or sql
 * @param checksum what it was when it was applied
 * @param phase how far it got
 * @param application when and how it was applied
 * @param found what up found already there
 * @param downChecksum what its down file was when it was applied; empty where there was none, or nobody knows
 */
public record HistoryRow(
        MigrationId id,
        String kind,
        Checksum checksum,
        Phase phase,
        Application application,
        List<String> found,
        Optional<Checksum> downChecksum) {

    /** Copies the list. */
    public HistoryRow {
        found = List.copyOf(found);
    }

    /** When it was applied. */
    public Instant appliedAt() {
        return application.at();
    }

    /** The role that applied it. */
    public String appliedBy() {
        return application.by();
    }

    /** How long it took in all, over every run that worked on it, in milliseconds. */
    public long durationMs() {
        return application.durationMs();
    }

    /**
     * When and how a migration was applied.
     *
     * @param order its place in the order of application
     * @param at when up committed, or when a non-transactional migration began
     * @param by the role that ran it
     * @param durationMs how long it took in all, over every run that worked on it, in milliseconds
     * @param recordedBy whether it was run, or was there and only recorded
     */
    public record Application(int order, Instant at, String by, long durationMs, RecordedBy recordedBy) {}

    /** What wrote a row. */
    public enum RecordedBy {
        /** A run that applied the migration. */
        MIGRATE("migrate"),
        /** The migration was there, and was recorded as a part of the baseline. */
        BASELINE("baseline"),
        /** The migration was there, and was taken over from another tool's history. */
        TAKE_OVER("takeOver");

        private final String word;

        RecordedBy(String word) {
            this.word = word;
        }

        /** The word in the table and in reports. */
        public String word() {
            return word;
        }

        static RecordedBy of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** How far a recorded migration got. */
    public enum Phase {
        /** A non-transactional migration began; it is run again from its top. */
        STARTED,
        /** Up has committed, the online part has not ended. */
        ONLINE,
        /** It has ended. */
        APPLIED,
        /** Its down, which is not transactional, began; it is run again from its top. */
        UNDOING
    }
}
