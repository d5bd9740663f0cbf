package io.github.claudenexus.jdbc;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Finds, in SQL about to be sent, a statement that would begin or end a transaction. */
public final class TransactionControl {

    private TransactionControl() {}

    /** The first such statement, as its leading words; empty when there is none. */
    public static Optional<String> find(String sql) {
        try {
            for (NativeQuery query : Parser.parseJdbcSql(sql, true, false, true, false, false)) {
                String words = leadingWords(query.nativeSql);
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
            case "ROLLBACK" -> !(word[1].equals("TO") || word[2].equals("TO"));
            default -> false;
        };
    }

    /** The first three words in capitals, comments left out. */
    private static String leadingWords(String sql) {
        String rest = sql.stripLeading();
        while (rest.startsWith("--") || rest.startsWith("/*")) {
            rest = (rest.startsWith("--") ? afterLine(rest) : afterBlock(rest)).stripLeading();
        }
        String[] words = rest.split("[\\s;]+", 4);
        StringBuilder leading = new StringBuilder();
        for (int index = 0; index < Math.min(3, words.length); index++) {
            leading.append(index == 0 ? "" : " ").append(words[index].toUpperCase(Locale.ROOT));
        }
        return leading.toString().strip();
    }

    private static String afterLine(String sql) {
        int end = sql.indexOf('\n');
        return end < 0 ? "" : sql.substring(end + 1);
    }

    private static String afterBlock(String sql) {
        int depth = 0;
        for (int index = 0; index < sql.length() - 1; index++) {
            if (sql.startsWith("/*", index)) {
                depth++;
                index++;
            } else if (sql.startsWith("*/", index)) {
                depth--;
                index++;
                if (depth == 0) {
                    return sql.substring(index + 1);
                }
            }
        }
        return "";
    }
}
