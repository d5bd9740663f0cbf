package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.ObjectPath;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowDifference;
import io.github.claudenexus.rows.SequenceMove;

/** What a rehearsal found about rows. */
final class RowFindings {

    private RowFindings() {}

    /** Down did not bring this back. */
    static Finding lost(Loss loss) {
        String rows = rows(loss.rows());
        return new Finding(
                Verdict.LOSES_DATA,
                RehearsalStep.DATA,
                object(loss),
                Finding.PropertyChange.of(loss.rows(), 0),
                loss.column() == null
                        ? "After down " + rows + " of " + loss.table() + (loss.rows() == 1 ? " is" : " are")
                                + " missing."
                        : "After down the values of " + loss.table() + "." + loss.column() + " in " + rows
                                + " are not what they were before.",
                Fixes.ofLoss(loss));
    }

    /** Down left these. */
    static Finding leftBehind(RowDifference.ExtraRows extra) {
        return new Finding(
                Verdict.LEAVES_TRACE,
                RehearsalStep.DATA,
                ObjectPath.table(extra.table()),
                Finding.PropertyChange.of("rows", 0, extra.rows()),
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
                RehearsalStep.DATA,
                ObjectPath.of("sequence " + move.sequence()),
                Finding.PropertyChange.of("value", move.before(), move.after()),
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
        String rows = rows(loss.rows());
        return again(
                object(loss),
                Finding.PropertyChange.of("rows", loss.rows(), 0),
                loss.column() == null
                        ? "deletes " + rows + " of " + loss.table()
                        : "changes the values of " + loss.table() + "." + loss.column() + " in " + rows);
    }

    /** Run a second time, up wrote these. */
    static Finding addedAgain(RowDifference.ExtraRows extra) {
        return again(
                ObjectPath.table(extra.table()),
                Finding.PropertyChange.of("rows", 0, extra.rows()),
                "adds " + rows(extra.rows()) + " to " + extra.table());
    }

    private static Finding again(ObjectPath object, Finding.PropertyChange change, String what) {
        return new Finding(
                Verdict.NOT_IDEMPOTENT,
                RehearsalStep.AGAIN,
                object,
                change,
                "Run a second time, up " + what + ".",
                Fixes.OF_REPEATED_ROWS);
    }

    static ObjectPath object(Loss loss) {
        return loss.column() == null ? ObjectPath.table(loss.table()) : ObjectPath.column(loss.table(), loss.column());
    }

    static String rows(long rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }
}
