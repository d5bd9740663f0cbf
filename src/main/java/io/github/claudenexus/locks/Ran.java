package io.github.claudenexus.locks;

import io.github.claudenexus.sql.Statement;
import java.util.List;

/**
 * A statement that was run.
 *
 * @param statement what was sent
 * @param number counts the statements
 * @param transaction counts the transactions; 0 outside of one
 * @param ms how long it ran
 * @param inserted the most rows that it gave one relation
 * @param waitsForEver whether the migration has switched lock_timeout off before it
 */
record Ran(Statement statement, int number, int transaction, long ms, long inserted, boolean waitsForEver) {

    /** Its text. */
    String sql() {
        return statement.text();
    }

    /** Its text as the rules read it, an ALTER TABLE of several actions as several. */
    List<String> actions() {
        return RuleText.actions(sql());
    }

    /** Whether it runs in the same transaction as another one, after it. */
    boolean follows(Ran other) {
        return transaction > 0 && transaction == other.transaction && number > other.number;
    }
}
