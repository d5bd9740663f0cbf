package io.github.claudenexus.rollback;

import io.github.claudenexus.contents.Comparison;
import io.github.claudenexus.contents.ContentsDifference;
import io.github.claudenexus.contents.States;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Compares the rows of a rehearsal's databases. */
final class DataCheck {

    private DataCheck() {}

    /**
     * A table whose rows changed.
     *
     * @param table the table, with its schema
     * @param before what was there
     * @param after what is there
     */
    record Change(String table, String before, String after) {}

    /**
     * What down did with the rows.
     *
     * @param losses what it did not bring back
     * @param extra what it left behind
     * @param sequences sequences that stand elsewhere
     */
    record Result(List<Loss> losses, List<Change> extra, List<SequenceMove> sequences) {}

    static Result afterDown(Stage before, Stage up, Stage seeded, Stage undone) throws SQLException {
        try (Connection one = before.connect();
                Connection two = up.connect();
                Connection three = seeded.connect();
                Connection four = undone.connect()) {
            ContentsDifference difference =
                    new Comparison(before.history()).afterDown(new States(one, two, three, four));
            return new Result(
                    difference.lost().stream()
                            .map(lost -> new Loss(lost.table(), lost.column(), lost.rows()))
                            .toList(),
                    difference.extra().stream()
                            .map(extra -> new Change(extra.table(), "0", Long.toString(extra.rows())))
                            .toList(),
                    difference.sequences().stream()
                            .map(moved -> new SequenceMove(moved.sequence(), moved.before(), moved.after()))
                            .toList());
        }
    }

    /** The rows that differ between two databases of which the second ought to be as the first. */
    static List<Change> changes(Stage first, Stage second) throws SQLException {
        try (Connection one = first.connect();
                Connection two = second.connect()) {
            ContentsDifference difference = new Comparison(first.history()).same(one, two);
            return Stream.concat(
                            difference.lost().stream()
                                    .map(lost ->
                                            new Change(lost.table(), Sentences.rows(lost.rows()), "changed or gone")),
                            difference.extra().stream()
                                    .map(extra ->
                                            new Change(extra.table(), "none", Sentences.rows(extra.rows()) + " more")))
                    .toList();
        }
    }
}
