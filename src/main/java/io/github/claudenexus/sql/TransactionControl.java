package io.github.claudenexus.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Finds, in SQL about to be sent, a statement that would begin or end a transaction, or let the session's locks go. */
public final class TransactionControl {

    private TransactionControl() {}

    /** The first such statement, as its leading words; empty when there is none. */
    public static Optional<String> find(String sql) {
        try {
            for (NativeQuery query : Parser.parseJdbcSql(sql, true, false, true, false, false)) {
                String words = LeadingWords.of(query.nativeSql, 3);
                if (controls(words)) {
                    return Optional.of(words);
                }
            }
            return Optional.empty();
        } catch (SQLException unparsable) {
            // The server will say what is wrong with it.
            return Optional.empty();
        }
    }

    private static boolean controls(String words) {
        String[] word = (words + "  ").split(" ", -1);
        boolean transaction = word[1].equals("TRANSACTION");
        return switch (word[0]) {
            case "COMMIT", "END", "ABORT", "BEGIN" -> true;
            case "START", "PREPARE" -> transaction;
            case "DISCARD" -> word[1].equals("ALL");
            case "ROLLBACK" -> !(word[1].equals("TO") || word[2].equals("TO"));
            default -> false;
        };
    }
}
