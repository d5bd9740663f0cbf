package io.github.claudenexus.locks;

import io.github.claudenexus.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One statement as the rules read it: without comments, words in capitals, {@code ''} for every literal, quoted names as
 * they are written, one space between two tokens.
 *
 * @param text all of it
 * @param names what may be a name in it, in lower case where it is not quoted
 * @param actions the same text with {@code "x"} for every quoted name, which is no keyword; an ALTER TABLE of several
 *     actions as several, each without the table's name: {@code ALTER TABLE ADD COLUMN N INT}
 */
record StatementWords(String text, Set<String> names, List<String> actions) {

    private static final Pattern LITERAL =
            Pattern.compile("(?:[bBeEnNxX]|[uU]&)?'.*|\\$(?:[^$\\d][^$]*)?\\$.*", Pattern.DOTALL);

    private static final Set<String> DDL = Set.of("ALTER", "CREATE", "CLUSTER", "REFRESH", "REINDEX");
    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");
    private static final Set<String> READS = Set.of("SELECT", "VALUES", "TABLE", "WITH", "EXECUTE", "(");
    private static final Set<String> CALLS = Set.of("DO", "CALL", "{");
    private static final Set<String> NEED_ALL = Set.of("ALTER", "DROP", "TRUNCATE", "CLUSTER", "REFRESH");
    private static final Set<String> NEED_WRITES = Set.of("ALTER", "CREATE", "DROP", "TRUNCATE", "CLUSTER", "REINDEX");

    // Refused in a transaction block, at least in some of their forms, or with another meaning there.
    private static final Set<String> NO_TRANSACTION = Set.of(
            "VACUUM",
            "CLUSTER",
            "REINDEX",
            "REPACK",
            "LOCK",
            "SAVEPOINT",
            "RELEASE",
            "ROLLBACK",
            "COMMIT",
            "DECLARE",
            "DISCARD",
            "SHOW",
            "EXPLAIN",
            "FETCH");
    private static final Pattern NO_TRANSACTION_BLOCK = Pattern.compile(
            "PREPARE TRANSACTION .*|ALTER SYSTEM .*|(CREATE|DROP|ALTER) (DATABASE|TABLESPACE|SUBSCRIPTION) .*"
                    + "|(CREATE( UNIQUE)? INDEX|DROP INDEX) CONCURRENTLY .*|ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY");

    StatementWords {
        names = Set.copyOf(names);
        actions = List.copyOf(actions);
    }

    /** Of each statement, where several are sent as one; none for a text without any. */
    static List<StatementWords> of(Statement statement) {
        List<StatementWords> statements = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (String token : statement.allTokens().asWritten()) {
            if (token.equals(";")) {
                add(tokens, statements);
                tokens.clear();
            } else {
                tokens.add(token);
            }
        }
        add(tokens, statements);
        return statements;
    }

    private static void add(List<String> tokens, List<StatementWords> statements) {
        if (tokens.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String token : tokens) {
            String word = word(token);
            boolean goesOn = word.equals("''")
                    && !words.isEmpty()
                    && words.get(words.size() - 1).equals("''");
            if (!goesOn) {
                words.add(word);
            }
            if (isQuoted(token)) {
                names.add(token);
            } else if (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') {
                names.add(token.toLowerCase(Locale.ROOT));
            }
        }
        List<String> unquoted =
                words.stream().map(word -> isQuoted(word) ? "\"x\"" : word).toList();
        statements.add(new StatementWords(String.join(" ", words), names, actions(unquoted)));
    }

    private static String word(String token) {
        if (isQuoted(token)) {
            return token;
        }
        return LITERAL.matcher(token).matches() ? "''" : token.toUpperCase(Locale.ROOT);
    }

    private static boolean isQuoted(String token) {
        return token.endsWith("\"");
    }

    private static List<String> actions(List<String> words) {
        String text = String.join(" ", words);
        if (!text.startsWith("ALTER TABLE ")) {
            return List.of(text);
        }
        int first = afterName(words, text.startsWith("ALTER TABLE IF EXISTS ") ? 4 : 2);
        List<String> actions = new ArrayList<>();
        StringBuilder action = new StringBuilder("ALTER TABLE");
        int depth = 0;
        for (String word : words.subList(first, words.size())) {
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0 && word.equals(",")) {
                actions.add(action.toString());
                action = new StringBuilder("ALTER TABLE");
            } else {
                action.append(' ').append(word);
            }
        }
        actions.add(action.toString());
        return actions;
    }

    private static int afterName(List<String> words, int from) {
        int at = from + (word(words, from).equals("ONLY") ? 2 : 1);
        while (word(words, at).equals(".")) {
            at += 2;
        }
        at += word(words, at).equals("*") ? 1 : 0;
        return Math.min(at, words.size());
    }

    private static String word(List<String> words, int at) {
        return at < words.size() ? words.get(at) : "";
    }

    /** Whether it begins with this word. */
    boolean begins(String word) {
        return text.equals(word) || text.startsWith(word + " ");
    }

    private boolean begins(Set<String> words) {
        return words.contains(first());
    }

    private String first() {
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Whether these words stand in it, one after the other. */
    boolean has(String words) {
        return (" " + text + " ").contains(" " + words + " ");
    }

    /** Whether it names the relation, as far as its text tells. */
    boolean names(Relation relation) {
        return names.contains(relation.plain()) || names.contains("\"" + relation.plain() + "\"");
    }

    /** Whether it may read a table as a whole to check or build something. */
    boolean isDdl() {
        return begins(DDL);
    }

    /** Whether the planner plans it, or code runs that may hold what it plans. */
    boolean isQuery() {
        return begins(WRITES) || begins(READS) || begins(CALLS);
    }

    /** Whether it does nothing but write rows. */
    boolean writesRows() {
        return begins(WRITES);
    }

    /** Whether it updates or deletes rows, or waits for those of another session. */
    boolean locksRows() {
        return switch (first()) {
            case "UPDATE", "DELETE", "MERGE" -> true;
            case "INSERT" -> has("ON CONFLICT");
            case "WITH" -> has("UPDATE") || has("DELETE");
            default -> false;
        };
    }

    /** Whether it updates or deletes without a condition. */
    boolean changesEveryRow() {
        return (begins("UPDATE") || begins("DELETE")) && !has("WHERE");
    }

    /** Whether it may need such a lock on the relations that it names. */
    boolean needs(LockMode mode) {
        return begins(mode.blocksReads() ? NEED_ALL : NEED_WRITES);
    }

    /** Whether it can run in a transaction made for it, and does the same there. */
    boolean runsInTransaction() {
        // Rows that the author reads in portions would be lost at its end.
        return !begins(NO_TRANSACTION)
                && !has("RETURNING")
                && !begins(READS)
                && !begins(CALLS)
                && !NO_TRANSACTION_BLOCK.matcher(text).matches();
    }
}
