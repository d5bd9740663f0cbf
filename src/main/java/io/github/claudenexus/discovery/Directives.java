package io.github.claudenexus.discovery;

import io.github.claudenexus.sql.BadSqlException;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SourceText;
import io.github.claudenexus.sql.SqlLexer.Token;
import io.github.claudenexus.sql.SqlSplitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a SQL file's leading comments say to the plugin.
 *
 * @param transactional whether the file runs in a transaction
 * @param declared what else they declare
 */
public record Directives(boolean transactional, Declarations declared) {

    private static final String HINT = "The directives are '-- nexus: transactional=false', irreversible=<reason>,"
            + " accept-lock=<reason>, accept-loss=<reason> and manual=<step>, before the first statement; only manual"
            + " more than once.";
    private static final Pattern DECORATION =
            Pattern.compile("^\\s*(?:-{2,}|/?\\*+|[#=-]+)\\s*|\\s*(?:\\*+/|[=#-]+)?\\s*$");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");
    private static final String TRANSACTIONAL = "transactional";
    private static final String MANUAL = "manual";
    private static final List<String> KNOWN =
            List.of(TRANSACTIONAL, "irreversible", "accept-lock", "accept-loss", MANUAL);

    // Spaces that only look like one, and line ends that are none to SQL, hide no directive.
    private static final Pattern NEXUS = Pattern.compile(
            "(?<opening>--|/\\*)[\\s*]*nexus\\s*(?<mark>[:.,;=-]?)\\s*(?<key>[\\w-]+)(?<rest>.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern FOREIGN = Pattern.compile("--\\s*(?:(?<goose>\\+goose\\b)|(?<sqlmigrate>\\+migrate\\b)"
            + "|(?<dbmate>migrate:(?:up|down)\\b)|(?<atlas>atlas:\\w)|(?<liquibase>liquibase formatted sql|changeset \\S+:\\S)"
            + "|(?<mybatis>//\\s*@UNDO)).*");
    private static final Map<String, String> TOOLS = Map.of(
            "goose", "goose",
            "sqlmigrate", "sql-migrate",
            "dbmate", "dbmate",
            "atlas", "Atlas",
            "liquibase", "Liquibase",
            "mybatis", "MyBatis Migrations");

    /** Reads them, adding what is wrong with them, and those after the first statement, to the flaws of the file. */
    public static Directives read(SourceText source, SqlSplitter.Pieces pieces, List<BadSqlException> flaws) {
        for (Token comment : pieces.laterComments()) {
            written(comment)
                    .map(it -> it.bad(source, "a directive comes after the first statement"))
                    .or(() -> foreign(source, comment))
                    .ifPresent(flaws::add);
        }
        return read(source, pieces.leadingComments(), flaws);
    }

    /** Reads the comments before the first statement, adding what is wrong with them to the flaws of the file. */
    static Directives read(SourceText source, List<Token> comments, List<BadSqlException> flaws) {
        Map<String, String> values = new HashMap<>();
        List<String> manualSteps = new ArrayList<>();
        String note = "";
        for (Token comment : comments) {
            Optional<Written> written = written(comment);
            Optional<BadSqlException> flaw = written.flatMap(it -> it.flaw(source));
            flaw.or(() -> foreign(source, comment)).ifPresent(flaws::add);
            if (written.isEmpty() && note.isEmpty()) {
                note = note(comment);
            }
            if (written.isPresent() && flaw.isEmpty()) {
                if (written.get().key().equals(MANUAL)) {
                    manualSteps.add(written.get().value());
                } else if (values.put(written.get().key(), written.get().value()) != null) {
                    flaws.add(written.get()
                            .bad(source, "the directive '" + written.get().key() + "' is given a second time"));
                }
            }
        }
        Declarations declared = new Declarations(
                values.getOrDefault("irreversible", ""),
                values.getOrDefault("accept-lock", ""),
                values.getOrDefault("accept-loss", ""),
                manualSteps,
                note);
        return new Directives(values.getOrDefault(TRANSACTIONAL, "true").equals("true"), declared);
    }

    /** The first line of a comment with a word in it. */
    private static String note(Token comment) {
        for (String line : comment.text().lines().toList()) {
            String words = DECORATION.matcher(line).replaceAll("");
            if (WORD.matcher(words).find()) {
                return words;
            }
        }
        return "";
    }

    /** The first directive of a file, whatever it says and wherever it is. */
    static Optional<Token> first(SqlSplitter.Pieces pieces) {
        return Stream.concat(pieces.leadingComments().stream(), pieces.laterComments().stream())
                .filter(comment -> written(comment).isPresent())
                .findFirst();
    }

    /** What is meant as a directive: what names one of ours, or assigns to what looks like one. The rest is prose. */
    private static Optional<Written> written(Token comment) {
        Matcher matcher = NEXUS.matcher(comment.text());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String mark = matcher.group("mark");
        String rest = matcher.group("rest");
        Written written = new Written(comment, matcher.group("key"), rest);
        boolean assigns = rest.stripLeading().startsWith("=");
        boolean marked = !mark.isEmpty()
                || assigns
                || rest.stripLeading().startsWith(":")
                || List.of("", "true", "false").contains(written.value());
        return (written.isKnown() && marked) || (mark.equals(":") && assigns) ? Optional.of(written) : Optional.empty();
    }

    // Such a file often holds its down too: run as it is, it would undo what it does.
    private static Optional<BadSqlException> foreign(SourceText source, Token comment) {
        Matcher matcher = FOREIGN.matcher(comment.text());
        return matcher.matches()
                ? TOOLS.keySet().stream()
                        .filter(tool -> matcher.group(tool) != null)
                        .findFirst()
                        .map(tool -> source.bad(
                                comment.start(),
                                "'" + comment.text().strip() + "' is a directive of " + TOOLS.get(tool)
                                        + ", which is not obeyed here",
                                "Delete the line, and move what undoes the migration to its .down.sql. A file that must"
                                        + " run outside a transaction begins with '-- nexus: transactional=false'."))
                : Optional.empty();
    }

    /** A comment that is meant as a directive. */
    private record Written(Token comment, String key, String rest) {

        boolean isKnown() {
            return KNOWN.contains(key.toLowerCase(Locale.ROOT));
        }

        String value() {
            String value = rest.strip();
            boolean marked = value.startsWith("=") || value.startsWith(":");
            boolean ended = comment.text().startsWith("/*") && value.endsWith("*/");
            return value.substring(marked ? 1 : 0, value.length() - (ended ? 2 : 0))
                    .strip();
        }

        Optional<BadSqlException> flaw(SourceText source) {
            if (!isKnown()) {
                return Optional.of(source.bad(
                        comment.start(),
                        "the directive '" + key + "' is not known",
                        nearest().map(it -> "Did you mean " + it + "? ").orElse("") + HINT));
            }
            if (!isWrittenAsOne(source)) {
                String lower = key.toLowerCase(Locale.ROOT);
                String value = value().isEmpty() ? "<" + (lower.equals(MANUAL) ? "step" : "reason") + ">" : value();
                return Optional.of(source.bad(
                        comment.start(),
                        "this comment looks like a directive, and is not written as one",
                        "Write '-- nexus: " + lower + "="
                                + (lower.equals(TRANSACTIONAL) && !value.equals("true") ? "false" : value)
                                + "', or begin the comment with another word."));
            }
            if (key.equals(TRANSACTIONAL)) {
                return List.of("true", "false").contains(value())
                        ? Optional.empty()
                        : Optional.of(bad(source, "transactional is true or false, not '" + value() + "'"));
            }
            return value().isEmpty()
                    ? Optional.of(bad(source, key + " has no " + (key.equals(MANUAL) ? "step" : "reason")))
                    : Optional.empty();
        }

        private boolean isWrittenAsOne(SourceText source) {
            String text = source.text().substring(comment.start(), comment.end());
            int colon = text.indexOf(':');
            boolean marked = text.startsWith("--")
                    && colon > 0
                    && text.substring(2, colon).strip().equalsIgnoreCase("nexus");
            return marked
                    && KNOWN.contains(key)
                    && (rest.isBlank() || rest.stripLeading().startsWith("="));
        }

        /** The known key that begins as this one does. */
        private Optional<String> nearest() {
            String letters = letters(key);
            return KNOWN.stream()
                    .filter(known -> letters.length() >= 3
                            && letters(known).regionMatches(0, letters, 0, Math.min(letters.length() - 1, 6)))
                    .findFirst();
        }

        private static String letters(String word) {
            return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        }

        BadSqlException bad(SourceText source, String reason) {
            return source.bad(comment.start(), reason, HINT);
        }
    }
}
