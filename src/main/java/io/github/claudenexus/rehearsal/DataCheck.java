package io.github.claudenexus.rehearsal;

import io.github.claudenexus.contents.Comparison;
import io.github.claudenexus.contents.ContentsDifference;
import io.github.claudenexus.contents.Lost;
import io.github.claudenexus.contents.MovedSequence;
import io.github.claudenexus.contents.States;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Compares the rows of a rehearsal's databases. */
final class DataCheck {

    private DataCheck() {}

    /**
     * Rows that ought not to be there.
     *
     * @param table the table, with its schema
     * @param rows how many
     */
    record Extra(String table, long rows) {}

    /**
     * A sequence that gives values next which the column it feeds has already.
     *
     * @param move where it stands
     * @param table the table, with its schema
     * @param column the column
     * @param furthest the column's largest value; of a sequence that falls, its smallest
     */
    record Behind(SequenceMove move, String table, String column, long furthest) {}

    /**
     * What differs between the rows that ought to be there and those that are.
     *
     * @param losses what is not there
     * @param extra what is too much
     * @param sequences sequences that stand elsewhere
     * @param empty tables that had no row in the first place
     * @param behind sequences that give values again
     * @param untold values of which it cannot be known whether they are lost
     */
    record Result(
            List<Loss> losses,
            List<Extra> extra,
            List<SequenceMove> sequences,
            List<String> empty,
            List<Behind> behind,
            List<Loss> untold) {}

    /** What down did with the rows. */
    static Result afterDown(
            RehearsalDatabase before, RehearsalDatabase up, RehearsalDatabase seeded, RehearsalDatabase undone)
            throws SQLException {
        try (Connection one = before.connect();
                Connection two = up.connect();
                Connection three = seeded.connect();
                Connection four = undone.connect()) {
            return result(new Comparison(before.history()).afterDown(new States(one, two, three, four)));
        }
    }

    /** What differs between two databases of which the second ought to be as the first. */
    static Result changes(RehearsalDatabase first, RehearsalDatabase second) throws SQLException {
        try (Connection one = first.connect();
                Connection two = second.connect()) {
            return result(new Comparison(first.history()).same(one, two));
        }
    }

    private static Result result(ContentsDifference difference) {
        return new Result(
                losses(difference.lost()),
                difference.extra().stream()
                        .map(extra -> new Extra(extra.table(), extra.rows()))
                        .toList(),
                difference.sequences().stream()
                        .filter(moved -> moved.taken().isEmpty())
                        .map(DataCheck::move)
                        .toList(),
                difference.empty(),
                difference.sequences().stream()
                        .flatMap(moved -> moved.taken().stream()
                                .map(taken -> new Behind(move(moved), taken.table(), taken.column(), taken.furthest())))
                        .toList(),
                losses(difference.untold()));
    }

    private static List<Loss> losses(List<Lost> lost) {
        return lost.stream()
                .map(one -> new Loss(one.table(), one.column(), one.rows()))
                .toList();
    }

    private static SequenceMove move(MovedSequence moved) {
        return new SequenceMove(moved.sequence(), moved.before(), moved.after());
    }
}
