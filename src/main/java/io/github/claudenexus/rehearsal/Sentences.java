package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowDifference;
import io.github.claudenexus.rows.SequenceMove;

/** What was found, as sentences that stand by themselves. */
final class Sentences {

    private Sentences() {}

    static String afterDown(Difference difference) {
        if (difference.isNew()) {
            return "Down leaves behind the " + difference.object() + ".";
        }
        if (difference.isGone()) {
            return "After down the " + difference.object() + " is missing; it was there before up.";
        }
        if (difference.isOrder()) {
            return "After down the " + difference.object() + " stands elsewhere among the "
                    + (difference.isOfType() ? "attributes" : "columns") + ": at place "
                    + difference.after() + ", before up at place " + difference.before() + ".";
        }
        return "After down the " + difference.object() + " " + FindingWords.change(difference) + ".";
    }

    static String afterAgain(Difference difference) {
        if (difference.isNew()) {
            return "Run a second time, up makes the " + difference.object() + ".";
        }
        if (difference.isGone()) {
            return "Run a second time, up takes away the " + difference.object() + ".";
        }
        return "After up was run a second time the " + difference.object() + " " + FindingWords.change(difference)
                + ".";
    }

    static String afterUpAgain(Difference difference) {
        if (difference.isNew()) {
            return "Run again after its down, up makes the " + difference.object()
                    + ", which it did not make the first time.";
        }
        if (difference.isGone()) {
            return "Run again after its down, up does not make the " + difference.object()
                    + ", which it made the first time.";
        }
        return "After down and up again the " + difference.object() + " " + FindingWords.change(difference) + ".";
    }

    /** Down did not bring this back. */
    static Finding lost(Loss loss) {
        return new Finding(
                Verdict.LOSES_DATA,
                Step.DATA,
                object(loss),
                null,
                Long.toString(loss.rows()),
                "0",
                loss.column() == null
                        ? "After down " + rows(loss.rows()) + " of " + loss.table()
                                + (loss.rows() == 1 ? " is" : " are") + " missing."
                        : "After down the values of " + loss.table() + "." + loss.column() + " in " + rows(loss.rows())
                                + " are not what they were before.",
                Fixes.ofLoss(loss));
    }

    /** Down left these. */
    static Finding leftBehind(RowDifference.ExtraRows extra) {
        return new Finding(
                Verdict.LEAVES_TRACE,
                Step.DATA,
                "table " + extra.table(),
                "rows",
                "0",
                Long.toString(extra.rows()),
                "After down " + extra.table() + " has " + rows(extra.rows()) + " that "
                        + (extra.rows() == 1 ? "was" : "were") + " not there before up.",
                "Have down delete the rows that up wrote, and bring back none twice.");
    }

    /** Down left this sequence where it gives values again. */
    static Finding behind(RowDifference.SequenceBehind behind) {
        SequenceMove move = behind.move();
        String column = behind.table() + "." + behind.column();
        return new Finding(
                Verdict.LEAVES_TRACE,
                Step.DATA,
                "sequence " + move.sequence(),
                "value",
                Long.toString(move.before()),
                Long.toString(move.after()),
                "After down the sequence " + move.sequence() + " gives values that " + column
                        + " has already: it is at "
                        + move.after() + ", before up it was at " + move.before() + ", and " + column + " goes to "
                        + behind.furthest() + ".",
                "Set it in down: SELECT setval('" + move.sequence().replace("'", "''") + "', "
                        + (behind.furthest() < move.after() ? "min" : "max") + "(" + behind.column() + ")) FROM "
                        + behind.table() + ".");
    }

    /** Run a second time, up changed or deleted these. */
    static Finding changedAgain(Loss loss) {
        return ofRowsAgain(
                object(loss),
                "Run a second time, up "
                        + (loss.column() == null
                                ? "deletes " + rows(loss.rows()) + " of " + loss.table()
                                : "changes the values of " + loss.table() + "." + loss.column() + " in "
                                        + rows(loss.rows()))
                        + ".",
                Long.toString(loss.rows()),
                "0");
    }

    /** Run a second time, up wrote these. */
    static Finding addedAgain(RowDifference.ExtraRows extra) {
        return ofRowsAgain(
                "table " + extra.table(),
                "Run a second time, up adds " + rows(extra.rows()) + " to " + extra.table() + ".",
                "0",
                Long.toString(extra.rows()));
    }

    private static Finding ofRowsAgain(String object, String message, String before, String after) {
        return new Finding(
                Verdict.NOT_IDEMPOTENT, Step.AGAIN, object, "rows", before, after, message, Fixes.OF_REPEATED_ROWS);
    }

    private static String object(Loss loss) {
        return loss.column() == null ? "table " + loss.table() : "column " + loss.table() + "." + loss.column();
    }

    private static String rows(long rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }
}
