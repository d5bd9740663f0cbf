package io.github.claudenexus.locks;

import io.github.claudenexus.sql.Statement;
import java.util.List;

/**
 * A statement that was run, or several that were sent as one.
 *
 * @param statement what was sent, and where it is written
 * @param words each of its statements as the rules read it
 * @param number counts the statements
 * @param transaction counts the transactions; 0 outside of one
 * @param ms how long it ran
 * @param inserted the most rows that it inserted into one relation
 * @param unlimited whether the migration has set lock_timeout to 0 before it
 */
record RanStatement(
        Statement statement,
        List<StatementWords> words,
        int number,
        int transaction,
        long ms,
        long inserted,
        boolean unlimited) {

    static RanStatement begun(Statement statement, int number) {
        return new RanStatement(statement, StatementWords.of(statement), number, 0, 0, 0, false);
    }

    RanStatement ended(int inTransaction, long afterMs, long rows, boolean withoutLimit) {
        return new RanStatement(statement, words, number, inTransaction, afterMs, rows, withoutLimit);
    }

    /** As the rules match them: an ALTER TABLE of several actions as several. */
    List<String> actions() {
        return words.stream().flatMap(one -> one.actions().stream()).toList();
    }

    boolean isDdl() {
        return words.stream().anyMatch(StatementWords::isDdl);
    }

    /** Whether the planner plans all of it. */
    boolean isQuery() {
        return !words.isEmpty() && words.stream().allMatch(StatementWords::isQuery);
    }

    /** Whether it does nothing but write rows. */
    boolean writesRows() {
        return !words.isEmpty() && words.stream().allMatch(StatementWords::writesRows);
    }

    /** Whether it does nothing but create objects, none of which was there under another name. */
    boolean onlyCreates() {
        return !words.isEmpty() && words.stream().allMatch(StatementWords::creates);
    }

    boolean changesEveryRow() {
        return words.stream().anyMatch(StatementWords::changesEveryRow);
    }

    /** Whether it may lock rows of this table, as far as its text tells. */
    boolean locksRowsOf(Relation table) {
        return words.stream().anyMatch(StatementWords::locksRows)
                && words.stream().anyMatch(one -> one.names(table));
    }

    /** Whether all of it can run in a transaction made for it, and means the same there. */
    boolean runsInTransaction() {
        return !words.isEmpty() && words.stream().allMatch(StatementWords::runsInTransaction);
    }

    /** Whether it runs in the same transaction as another one, after it. */
    boolean follows(RanStatement other) {
        return transaction > 0 && transaction == other.transaction && number > other.number;
    }
}
