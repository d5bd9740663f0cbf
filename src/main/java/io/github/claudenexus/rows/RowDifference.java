package io.github.claudenexus.rows;

import java.util.List;
import java.util.function.Predicate;

/**
 * What differs between the rows that ought to be there and those that are.
 *
 * @param losses rows and values that are missing
 * @param extra rows too many
 * @param sequences sequences that give other values next, none of which their columns have already
 * @param behind sequences that give values next which their columns have already, and did not before
 * @param undecided values of which it cannot be known whether they are lost, as seeds changed what up had made of them
 * @param derived values that made rows do not have again, and need not, as up has filled their column from others
 * @param empty tables that had no row before, of which nothing is shown therefore
 * @param counted tables too large to be read, whose rows were only counted
 */
public record RowDifference(
        List<Loss> losses,
        List<ExtraRows> extra,
        List<SequenceMove> sequences,
        List<SequenceBehind> behind,
        List<Loss> undecided,
        List<Loss> derived,
        List<String> empty,
        List<String> counted) {

    /** No difference. */
    public static final RowDifference NONE =
            new RowDifference(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public RowDifference {
        losses = List.copyOf(losses);
        extra = List.copyOf(extra);
        sequences = List.copyOf(sequences);
        behind = List.copyOf(behind);
        undecided = List.copyOf(undecided);
        derived = List.copyOf(derived);
        empty = List.copyOf(empty);
        counted = List.copyOf(counted);
    }

    /** The same, with the losses that are of derived values apart. */
    RowDifference withDerived(Predicate<Loss> isDerived) {
        List<Loss> rest = losses.stream().filter(isDerived.negate()).toList();
        List<Loss> apart = losses.stream().filter(isDerived).toList();
        return new RowDifference(rest, extra, sequences, behind, undecided, apart, empty, counted);
    }

    /**
     * Rows that are there and ought not to be.
     *
     * @param table the table, with its schema, quoted where that is needed
     * @param rows how many
     */
    public record ExtraRows(String table, long rows) {}

    /**
     * A sequence that gives values next which the column it feeds has already.
     *
     * @param move its last values
     * @param table the table, with its schema, quoted where that is needed
     * @param column the column, quoted where that is needed
     * @param furthest the column's largest value; of a sequence that falls, its smallest
     */
    public record SequenceBehind(SequenceMove move, String table, String column, long furthest) {}
}
