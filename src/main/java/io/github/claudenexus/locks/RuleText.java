package io.github.claudenexus.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement's text as the rules read it: no comments, no contents of strings, capitals, one space between tokens. */
final class RuleText {

    private static final Pattern TOKEN = Pattern.compile(
            "(?<gap>\\s+|--[^\\n]*)|(?<block>/\\*)|(?<escaped>[eE]'(?:[^'\\\\]++|\\\\.|'')*+'?)|(?<string>'(?:[^']++|'')*+'?)"
                    + "|(?<dollar>\\$(?:[\\p{L}_][\\p{L}\\d_]*+)?\\$)|(?<quoted>\"(?:[^\"]++|\"\")*+\"?)"
                    + "|(?<word>[\\p{L}\\d_$]++)|(?<other>.)",
            Pattern.DOTALL);

    private static final Pattern DDL = Pattern.compile("(ALTER|CREATE|CLUSTER|REFRESH|REINDEX)\\b.*");
    private static final Pattern QUERY =
            Pattern.compile("(INSERT|UPDATE|DELETE|MERGE|SELECT|VALUES|TABLE|WITH|EXECUTE|DO|CALL)\\b.*|\\(.*|\\{.*");
    private static final Pattern WRITES_ROWS = Pattern.compile("(INSERT|UPDATE|DELETE|MERGE)\\b.*");
    private static final Pattern LOCKS_ROWS = Pattern.compile(
            "(UPDATE|DELETE|MERGE)\\b.*|INSERT\\b.*\\bON CONFLICT\\b.*|WITH\\b.*\\b(UPDATE|DELETE)\\b.*");
    private static final Pattern EVERY_ROW = Pattern.compile("(UPDATE|DELETE)\\b(?!.*\\bWHERE\\b).*");
    private static final Pattern NEEDS_ALL = Pattern.compile("(ALTER|DROP|TRUNCATE|CLUSTER|REFRESH)\\b.*");
    private static final Pattern NEEDS_WRITES = Pattern.compile("(ALTER|CREATE|DROP|TRUNCATE|CLUSTER|REINDEX)\\b.*");
    private static final Pattern ALTER_TABLE =
            Pattern.compile("ALTER TABLE (IF EXISTS )?(ONLY )?[^ ]+( \\. [^ ]+)*( \\*)? (?<actions>.*)");

    private RuleText() {}

    /** The statements of a text, each without its semicolon; none for a text without any. */
    static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        Matcher token = TOKEN.matcher(sql);
        int at = 0;
        while (at < sql.length() && token.find(at)) {
            at = end(sql, token);
            String text = text(token);
            if (text.equals(";")) {
                finish(current, statements);
            } else if (!text.isEmpty()) {
                current.append(current.isEmpty() ? "" : " ").append(text);
            }
        }
        finish(current, statements);
        return statements;
    }

    private static void finish(StringBuilder current, List<String> statements) {
        if (!current.isEmpty()) {
            statements.add(current.toString());
        }
        current.setLength(0);
    }

    private static String text(Matcher token) {
        if (token.group("gap") != null || token.group("block") != null) {
            return "";
        }
        if (token.group("escaped") != null || token.group("string") != null || token.group("dollar") != null) {
            return "''";
        }
        return token.group("quoted") != null ? token.group() : token.group().toUpperCase(Locale.ROOT);
    }

    private static int end(String sql, Matcher token) {
        if (token.group("block") != null) {
            return afterBlock(sql, token.end());
        }
        if (token.group("dollar") != null) {
            int close = sql.indexOf(token.group(), token.end());
            return close < 0 ? sql.length() : close + token.group().length();
        }
        return token.end();
    }

    private static int afterBlock(String sql, int from) {
        int depth = 1;
        int at = from;
        while (at < sql.length() && depth > 0) {
            boolean opens = sql.startsWith("/*", at);
            boolean closes = sql.startsWith("*/", at);
            depth += opens ? 1 : closes ? -1 : 0;
            at += opens || closes ? 2 : 1;
        }
        return at;
    }

    /**
     * The statements, of an ALTER TABLE each action as a statement without the table's name, and every quoted name as
     * {@code "x"}: what stands in it is no keyword.
     */
    static List<String> actions(String sql) {
        List<String> actions = new ArrayList<>();
        for (String statement : statements(sql)) {
            String unquoted = statement.replaceAll("\"(?:[^\"]++|\"\")*+\"", "\"x\"");
            Matcher table = ALTER_TABLE.matcher(unquoted);
            if (table.matches()) {
                list(table.group("actions")).forEach(action -> actions.add("ALTER TABLE " + action));
            } else {
                actions.add(unquoted);
            }
        }
        return actions;
    }

    private static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (letter == ',' && depth == 0) {
                parts.add(text.substring(from, at).strip());
                from = at + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    /** Whether a text has only statements that the planner plans. */
    static boolean isQuery(String sql) {
        return all(QUERY, sql);
    }

    /** Whether a text does nothing but write rows. */
    static boolean writesRowsOnly(String sql) {
        return all(WRITES_ROWS, sql);
    }

    private static boolean all(Pattern pattern, String sql) {
        List<String> statements = statements(sql);
        return !statements.isEmpty()
                && statements.stream()
                        .allMatch(statement -> pattern.matcher(statement).matches());
    }

    /** Whether a text has a statement that updates or deletes rows, or waits for those of another session. */
    static boolean locksRows(String sql) {
        return statements(sql).stream()
                .anyMatch(statement -> LOCKS_ROWS.matcher(statement).matches());
    }

    /** Whether a text has a statement that updates or deletes without a condition. */
    static boolean changesEveryRow(String sql) {
        return statements(sql).stream()
                .anyMatch(statement -> EVERY_ROW.matcher(statement).matches());
    }

    /** Whether a text has a statement that may read a table as a whole to check or build something. */
    static boolean isDdl(String sql) {
        return statements(sql).stream()
                .anyMatch(statement -> DDL.matcher(statement).matches());
    }

    /** Whether a statement of this text may need such a lock, on the relations that it names. */
    static boolean needs(LockMode mode, String statement) {
        return (mode.blocksReads() ? NEEDS_ALL : NEEDS_WRITES)
                .matcher(statement)
                .matches();
    }

    /** Whether a statement names the relation, as far as its text tells. */
    static boolean names(String statement, Relation relation) {
        String plain = relation.plain();
        String bare = plain.startsWith("\"") ? plain : plain.toUpperCase(Locale.ROOT);
        List<String> tokens = List.of(statement.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
        return tokens.contains(bare) || tokens.contains("\"" + plain + "\"");
    }
}
