package io.github.claudenexus.runner;

import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementKind.Verb;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which statements of a file are sent in the message that begins their transaction: those that make an empty table, and
 * the first other one. No answer is needed between them, and only the last may take so long that it is watched.
 */
final class FirstMessage {

    // The rows of the others would be kept in memory.
    private static final Set<Verb> WITHOUT_ROWS = EnumSet.of(
            Verb.CREATE,
            Verb.ALTER,
            Verb.DROP,
            Verb.CREATE_INDEX,
            Verb.DROP_INDEX,
            Verb.TRUNCATE,
            Verb.INSERT,
            Verb.UPDATE,
            Verb.DELETE);

    // What reads rows, or waits for the lock of another table.
    private static final Set<String> MAY_TAKE_LONG =
            Set.of("as", "select", "execute", "references", "partition", "like", "inherits");

    // What returns rows; and a parameter, of which the server would say here that its value is missing, and not that
    // there is none.
    private static final Set<String> SENT_ALONE = Set.of("returning", "$");

    private FirstMessage() {}

    static List<Statement> of(List<Statement> statements) {
        List<Statement> first = new ArrayList<>();
        for (Statement statement : statements) {
            if (!mayBeOne(statement)) {
                break;
            }
            first.add(statement);
            if (!statement.tokens().take("CREATE", "TABLE") || statement.words().anyMatch(MAY_TAKE_LONG::contains)) {
                break;
            }
        }
        return first;
    }

    // A NUL character is refused where its statement is sent alone.
    private static boolean mayBeOne(Statement statement) {
        return WITHOUT_ROWS.contains(statement.kind().verb())
                && !statement.hasOpenPlaceholder()
                && statement.text().indexOf('\0') < 0
                && statement.words().noneMatch(SENT_ALONE::contains);
    }
}
