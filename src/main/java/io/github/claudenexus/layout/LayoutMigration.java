package io.github.claudenexus.layout;

import io.github.claudenexus.sql.SourceText.Range;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A migration as the names and marks of a layout tell it, before its SQL is read.
 *
 * @param version its version; empty for a repeatable one
 * @param name its name, its words joined by hyphens
 * @param up what applies it
 * @param down what undoes it; empty where there is none
 */
public record LayoutMigration(Optional<Version> version, String name, LayoutPart up, Optional<LayoutPart> down) {

    /** Its version, or that it is repeatable, and its name. */
    public MigrationId id() {
        return version.map(there -> new MigrationId(there, name)).orElseGet(() -> MigrationId.repeatable(name));
    }

    /**
     * A file of SQL, or a part of one.
     *
     * @param file the file
     * @param ranges where in the file it is; none for the whole file
     * @param transactional whether it says that it runs in a transaction; empty where its statements tell
     * @param placeholders whether placeholders may be replaced in it
     */
    public record LayoutPart(
            LayoutFile file, List<Range> ranges, Optional<Boolean> transactional, boolean placeholders) {

        /** Copies the list. */
        public LayoutPart {
            ranges = List.copyOf(ranges);
        }

        /** A whole file, whose statements tell whether it runs in a transaction. */
        static LayoutPart whole(LayoutFile file) {
            return new LayoutPart(file, List.of(), Optional.empty(), true);
        }

        /** A part of a file. */
        static LayoutPart of(LayoutFile file, List<Range> ranges, Optional<Boolean> transactional) {
            return new LayoutPart(file, ranges, transactional, true);
        }

        /** What it says, without the rest of the file and the blank lines before that. */
        public String text() {
            String whole = file.text().text();
            return ranges.isEmpty()
                    ? whole
                    : ranges.stream()
                            .map(range ->
                                    whole.substring(range.start(), range.end()).strip())
                            .collect(Collectors.joining("\n"));
        }

        public LayoutPart with(Optional<Boolean> inTransaction) {
            return new LayoutPart(file, ranges, inTransaction, placeholders);
        }
    }
}
