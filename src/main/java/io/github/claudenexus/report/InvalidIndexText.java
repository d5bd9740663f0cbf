package io.github.claudenexus.report;

import io.github.claudenexus.author.InvalidIndex;
import java.util.ArrayList;
import java.util.List;

/** What an invalid index does, and what to do about it; a statement to be copied is never broken. */
final class InvalidIndexText {

    private static final String INDENT = "   ";
    private static final int WIDTH = 92;

    private final Style style;
    private final boolean somethingIsOpen;

    /** For a database where some migration is not applied, or none. */
    InvalidIndexText(Style style, boolean somethingIsOpen) {
        this.style = style;
        this.somethingIsOpen = somethingIsOpen;
    }

    /** Its lines. */
    List<String> lines(InvalidIndex index) {
        List<String> lines = new ArrayList<>(Wrap.lines(
                "Invalid index " + index.name() + " on " + index.table() + ": " + what(index), WIDTH, INDENT.length()));
        lines.set(0, style.attention("!") + lines.get(0).substring(1));
        lines.add(INDENT + "What to do: " + remedy(index));
        return lines;
    }

    private static String what(InvalidIndex index) {
        if (index.underConstruction()) {
            return "another session builds an index on the table now.";
        }
        return index.kind() == InvalidIndex.Kind.PARTITIONED
                ? "not every partition has its part of it, and it keeps nothing unique."
                : "it costs every write and serves no query.";
    }

    private String remedy(InvalidIndex index) {
        if (index.underConstruction()) {
            return "run nexus:status again when that has ended.";
        }
        return switch (index.kind()) {
            case PLAIN ->
                (somethingIsOpen ? "nexus:migrate, if a migration that is not applied builds it; else " : "")
                        + "DROP INDEX CONCURRENTLY " + index.name() + ";";
            case ATTACHED -> "REINDEX INDEX CONCURRENTLY " + index.name() + ";";
            case PARTITIONED ->
                "build it on each partition that lacks it, then ALTER INDEX " + index.name() + " ATTACH PARTITION "
                        + style.ellipsis() + ";";
        };
    }
}
