package io.github.claudenexus.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What another tool has recorded of a database.
 *
 * @param tool the tool
 * @param table its table, with its schema
 * @param readable whether the role may read it
 * @param rows what of it counts, in order of application
 */
public record OtherHistory(OtherTool tool, String table, boolean readable, List<OtherRow> rows) {

    /** Copies the list. */
    public OtherHistory {
        rows = List.copyOf(rows);
    }

    /**
     * What it says of one migration.
     *
     * @param version its version, as that tool writes it; empty for a repeatable one
     * @param name its name, as that tool writes it; empty where it has none
     * @param reach of which others it says the same
     * @param flaw what is wrong with it, to stand behind its name in a sentence; empty where it was applied
     * @param checksum the checksum of what was applied, with its algorithm, where there is one
     * @param application when and by whom it was applied
     */
    public record OtherRow(
            Optional<String> version,
            String name,
            Reach reach,
            Optional<String> flaw,
            Optional<String> checksum,
            OtherApplication application) {}

    /** Of which migrations a row says that they are applied. */
    public enum Reach {
        /** Of the one that it names. */
        ONE,
        /** Of all before that one as well. */
        WITH_EARLIER,
        /** The same; the one that it names need not exist. */
        BASELINE
    }

    /**
     * When and by whom a migration was applied, as far as it is known.
     *
     * @param at when
     * @param by the role
     * @param durationMs how long it took, in milliseconds; 0 where that is not known
     */
    public record OtherApplication(Optional<Instant> at, Optional<String> by, long durationMs) {

        /** Nothing of it is known. */
        static final OtherApplication UNKNOWN = new OtherApplication(Optional.empty(), Optional.empty(), 0);
    }
}
