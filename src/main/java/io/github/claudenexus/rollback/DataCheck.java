package io.github.claudenexus.rollback;

import io.github.claudenexus.contents.Comparison;
import io.github.claudenexus.contents.ContentsDifference;
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
     * What differs between the rows that ought to be there and those that are.
     *
     * @param losses what is not there
     * @param extra what is too much
     * @param sequences sequences that stand elsewhere
     * @param empty tables that had no row in the first place
     */
    record Result(List<Loss> losses, List<Extra> extra, List<SequenceMove> sequences, List<String> empty) {}

    /** What down did with the rows. */
    static Result afterDown(Stage before, Stage up, Stage seeded, Stage undone) throws SQLException {
        try (Connection one = before.connect();
                Connection two = up.connect();
                Connection three = seeded.connect();
                Connection four = undone.connect()) {
            return result(new Comparison(before.history()).afterDown(new States(one, two, three, four)));
        }
    }

    /** What differs between two databases of which the second ought to be as the first. */
    static Result changes(Stage first, Stage second) throws SQLException {
        try (Connection one = first.connect();
                Connection two = second.connect()) {
            return result(new Comparison(first.history()).same(one, two));
        }
    }

    private static Result result(ContentsDifference difference) {
        return new Result(
                difference.lost().stream()
                        .map(lost -> new Loss(lost.table(), lost.column(), lost.rows()))
                        .toList(),
                difference.extra().stream()
                        .map(extra -> new Extra(extra.table(), extra.rows()))
                        .toList(),
                difference.sequences().stream()
                        .map(moved -> new SequenceMove(moved.sequence(), moved.before(), moved.after()))
                        .toList(),
                difference.empty());
    }
}
