package io.github.claudenexus.rows;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows are made. A rehearsal begins with all, and goes on with fewer where up fails on some.
 *
 * @param kinds of which kinds
 * @param spared the columns that have a typical value in a row of some kind
 * @param word what typical texts are; as many different ones as are asked for when empty
 * @param farKeys whether typical whole numbers are far from those that a sequence gives first, and it is left alone
 */
public record RowChoice(Set<RowKind> kinds, Set<Spared> spared, Optional<String> word, boolean farKeys) {

    /** Everything. */
    public static final RowChoice ALL = new RowChoice(RowKind.ALL, Set.of(), Optional.empty(), false);

    /** Nothing. */
    public static final RowChoice NONE = new RowChoice(Set.of(), Set.of(), Optional.empty(), false);

    /** Copies the sets. */
    public RowChoice {
        kinds = Set.copyOf(kinds);
        spared = Set.copyOf(spared);
    }

    /**
     * A column that has a typical value in rows of a kind.
     *
     * @param table the table, with its schema, quoted where that is needed
     * @param column the column, quoted where that is needed
     * @param kind the rows
     */
    public record Spared(String table, String column, RowKind kind) {}

    /** Only these kinds. */
    public RowChoice only(Set<RowKind> some) {
        return new RowChoice(some, spared, word, farKeys);
    }

    /** The same without rows of one kind. */
    public RowChoice without(RowKind kind) {
        Set<RowKind> rest = EnumSet.noneOf(RowKind.class);
        rest.addAll(kinds);
        rest.remove(kind);
        return only(rest);
    }

    /** The same with a typical value in one column. */
    public RowChoice withTypicalValueIn(Spared column) {
        Set<Spared> all = new HashSet<>(spared);
        all.add(column);
        return new RowChoice(kinds, all, word, farKeys);
    }

    /** The same with this for every typical text. */
    public RowChoice withText(String text) {
        return new RowChoice(kinds, spared, Optional.of(text), farKeys);
    }

    /** The same with whole numbers far from those that a sequence gives first. */
    public RowChoice withFarKeys() {
        return new RowChoice(kinds, spared, word, true);
    }

    boolean spares(EmptyTable table, EmptyTable.EmptyColumn column, RowKind kind) {
        return spared.contains(new Spared(table.name(), column.name(), kind));
    }
}
