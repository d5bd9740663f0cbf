package io.github.claudenexus.discovery;

import io.github.claudenexus.discovery.SqlLexer.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
 * @param declared what else they declare
 */
record Directives(boolean transactional, Declarations declared) {

    private static final String HINT = "The directives are '-- nexus: transactional=false', irreversible=<reason>,"
            + " accept-lock=<reason>, accept-loss=<reason> and manual=<step>, before the first statement; only manual"
            + " more than once.";
    // Spaces that only look like one, and line ends that are none to SQL, hide no directive.
    private static final Pattern DIRECTIVE = Pattern.compile(
            "--\\s*nexus\\s*:(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
    private static final String TRANSACTIONAL = "transactional";
    private static final String MANUAL = "manual";
    private static final Set<String> REASONS = Set.of("irreversible", "accept-lock", "accept-loss");

    static Directives read(SqlText source, SqlSplitter.Pieces pieces) throws BadSqlException {
        Map<String, String> values = new HashMap<>();
        List<String> manualSteps = new ArrayList<>();
        for (Token comment : pieces.leadingComments()) {
            Matcher directive = DIRECTIVE.matcher(comment.text());
            if (directive.matches()) {
                String[] parts = directive.group(1).split("=", 2);
                String key = parts[0].strip();
                String value = parts.length == 2 ? parts[1].strip() : "";
                check(source, comment, key, value);
                if (key.equals(MANUAL)) {
                    manualSteps.add(value);
                } else if (values.put(key, value) != null) {
                    throw bad(source, comment, "the directive '" + key + "' stands here a second time");
                }
            }
        }
        for (Token comment : pieces.laterComments()) {
            if (DIRECTIVE.matcher(comment.text()).matches()) {
                throw bad(source, comment, "a directive stands after the first statement");
            }
        }
        Declarations declared = new Declarations(
                values.getOrDefault("irreversible", ""),
                values.getOrDefault("accept-lock", ""),
                values.getOrDefault("accept-loss", ""),
                manualSteps);
        return new Directives(values.getOrDefault(TRANSACTIONAL, "true").equals("true"), declared);
    }

    /** The first directive of a file, whatever it says and wherever it stands. */
    static Optional<Token> first(SqlSplitter.Pieces pieces) {
        return Stream.concat(pieces.leadingComments().stream(), pieces.laterComments().stream())
                .filter(comment -> DIRECTIVE.matcher(comment.text()).matches())
                .findFirst();
    }

    private static void check(SqlText source, Token comment, String key, String value) throws BadSqlException {
        if (key.equals(TRANSACTIONAL)) {
            if (!value.equals("true") && !value.equals("false")) {
                throw bad(source, comment, "transactional is true or false, not '" + value + "'");
            }
        } else if (!key.equals(MANUAL) && !REASONS.contains(key)) {
            throw bad(source, comment, "the directive '" + key + "' is not known");
        } else if (value.isEmpty()) {
            throw bad(source, comment, key + " has no " + (key.equals(MANUAL) ? "step" : "reason"));
        }
    }

    private static BadSqlException bad(SqlText source, Token comment, String reason) {
        return source.bad(comment.start(), reason, HINT);
    }
}
