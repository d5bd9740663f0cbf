package io.github.claudenexus.discovery;

import io.github.claudenexus.discovery.SqlLexer.Token;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a SQL file's leading comments say to the plugin.
 *
 * @param transactional whether the file runs in a transaction
 * @param irreversible why it has no down; empty without a reason
 */
record Directives(boolean transactional, String irreversible) {

    private static final String HINT = "The directives are '-- nexus: transactional=false' and"
            + " '-- nexus: irreversible=<reason>', each at most once, before the first statement.";
    // Spaces that only look like one, and line ends that are none to SQL, hide no directive.
    private static final Pattern DIRECTIVE = Pattern.compile(
            "--\\s*nexus\\s*:(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Set<String> KNOWN = Set.of("transactional", "irreversible");

    static Directives read(SqlText source, SqlSplitter.Pieces pieces) throws BadSqlException {
        Map<String, String> values = new HashMap<>();
        for (Token comment : pieces.leadingComments()) {
            Matcher directive = DIRECTIVE.matcher(comment.text());
            if (directive.matches()) {
                String[] parts = directive.group(1).split("=", 2);
                String key = parts[0].strip();
                String value = parts.length == 2 ? parts[1].strip() : "";
                check(source, comment, key, value);
                if (values.put(key, value) != null) {
                    throw bad(source, comment, "the directive '" + key + "' stands here a second time");
                }
            }
        }
        for (Token comment : pieces.laterComments()) {
            if (DIRECTIVE.matcher(comment.text()).matches()) {
                throw bad(source, comment, "a directive stands after the first statement");
            }
        }
        return new Directives(
                values.getOrDefault("transactional", "true").equals("true"), values.getOrDefault("irreversible", ""));
    }

    /** The first directive of a file, whatever it says and wherever it stands. */
    static Optional<Token> first(SqlSplitter.Pieces pieces) {
        return Stream.concat(pieces.leadingComments().stream(), pieces.laterComments().stream())
                .filter(comment -> DIRECTIVE.matcher(comment.text()).matches())
                .findFirst();
    }

    private static void check(SqlText source, Token comment, String key, String value) throws BadSqlException {
        if (!KNOWN.contains(key)) {
            throw bad(source, comment, "the directive '" + key + "' is not known");
        }
        if (key.equals("transactional") && !value.equals("true") && !value.equals("false")) {
            throw bad(source, comment, "transactional is true or false, not '" + value + "'");
        }
        if (key.equals("irreversible") && value.isEmpty()) {
            throw bad(source, comment, "irreversible has no reason");
        }
    }

    private static BadSqlException bad(SqlText source, Token comment, String reason) {
        return source.bad(comment.start(), reason, HINT);
    }
}
