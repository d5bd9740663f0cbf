package io.github.claudenexus.locks;

import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementKind;
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
 * @param kind what it does
 * @param text all of it
 * @param names what may be a name in it, in lower case where it is not quoted
 * @param actions the same text with {@code "x"} for every quoted name, which is no keyword; an ALTER TABLE of several
 *     actions as several, each without the table's name: {@code ALTER TABLE ADD COLUMN N INT}
 */
record StatementWords(StatementKind kind, String text, Set<String> names, List<String> actions) {

    private static final Pattern LITERAL =
            Pattern.compile("(?:[bBeEnNxX]|[uU]&)?'.*|\\$(?:[^$\\d][^$]*)?\\$.*", Pattern.DOTALL);

    StatementWords {
        names = Set.copyOf(names);
        actions = List.copyOf(actions);
    }

    /** Of each statement, where several are sent as one; none for a text without any. */
    static List<StatementWords> of(Statement statement) {
        return statement.parts().stream()
                .map(part -> of(part.kind(), part.allTokens().asWritten()))
                .filter(words -> !words.text.isEmpty())
                .toList();
    }

    private static StatementWords of(StatementKind kind, List<String> tokens) {
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
        return new StatementWords(kind, String.join(" ", words), names, actions(unquoted));
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
        return switch (kind.verb()) {
            case ALTER, DETACH_PARTITION, CLUSTER, REFRESH -> true;
            default -> builds();
        };
    }

    /** Whether it may build an index. */
    boolean builds() {
        return switch (kind.verb()) {
            case CREATE, CREATE_INDEX, REINDEX, REINDEX_SCHEMA, REINDEX_DATABASE -> true;
            default -> false;
        };
    }

    /** Whether the planner plans it, or code runs that may hold what it plans. */
    boolean isQuery() {
        return switch (kind.verb()) {
            case READ, WITH, CALL -> true;
            default -> writesRows();
        };
    }

    /** Whether it does nothing but write rows. */
    boolean writesRows() {
        return switch (kind.verb()) {
            case INSERT, UPDATE, DELETE, MERGE -> true;
            default -> false;
        };
    }

    /** Whether it does nothing but create an object. */
    boolean creates() {
        return switch (kind.verb()) {
            case CREATE, CREATE_INDEX -> true;
            default -> false;
        };
    }

    /** Whether it updates or deletes rows, or waits for those of another session. */
    boolean locksRows() {
        return switch (kind.verb()) {
            case UPDATE, DELETE, MERGE -> true;
            case INSERT -> has("ON CONFLICT");
            case WITH -> has("UPDATE") || has("DELETE");
            default -> false;
        };
    }

    /** Whether it updates or deletes without a condition. */
    boolean changesEveryRow() {
        return switch (kind.verb()) {
            case UPDATE, DELETE -> !has("WHERE");
            default -> false;
        };
    }

    /** Whether it may need such a lock on the relations that it names. */
    boolean needs(LockMode mode) {
        return switch (kind.verb()) {
            case ALTER, DETACH_PARTITION, DROP, DROP_INDEX, TRUNCATE, CLUSTER -> true;
            case REFRESH -> mode.blocksReads();
            default -> !mode.blocksReads() && builds();
        };
    }

    /** Whether it can run in a transaction made for it, and does the same there. */
    boolean runsInTransaction() {
        // Rows that the author reads in portions would be lost at its end.
        return kind.runsInTransaction() && !returnsRows();
    }

    private boolean returnsRows() {
        return switch (kind.verb()) {
            case READ, WITH, SHOW -> true;
            default -> has("RETURNING");
        };
    }
}
