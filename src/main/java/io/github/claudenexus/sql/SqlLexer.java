package io.github.claudenexus.sql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts SQL into tokens where psql's scanner does, as far as statement boundaries depend on it. Reads on demand. */
public final class SqlLexer {

    private static final Pattern DOLLAR_QUOTE =
            Pattern.compile("\\$(?:[A-Za-z_\\x{80}-\\x{10FFFF}][\\w\\x{80}-\\x{10FFFF}]*+)?\\$");

    private static final Pattern END_OF_ROWS = Pattern.compile("^\\\\\\.$", Pattern.MULTILINE);

    private final SourceText source;
    private final String text;
    private int at;

    SqlLexer(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    /** The next token; empty at the end. */
    Optional<Token> next() throws BadSqlException {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return Optional.empty();
        }
        int start = at;
        TokenKind kind = scan();
        return Optional.of(new Token(kind, start, at, text.substring(start, at)));
    }

    private TokenKind scan() throws BadSqlException {
        char first = text.charAt(at);
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
            return TokenKind.COMMENT;
        }
        if (text.startsWith("/*", at)) {
            return blockComment();
        }
        if ((first == 'e' || first == 'E') && text.startsWith("'", at + 1)) {
            return escapeString();
        }
        if (isPrefix(first)) {
            at += first == 'u' || first == 'U' ? 2 : 1;
            first = text.charAt(at);
        }
        if (first == '\'') {
            return quoted("'", at + 1, "string");
        }
        if (first == '"') {
            return quotedName();
        }
        if (first == '$') {
            Matcher tag = DOLLAR_QUOTE.matcher(text).region(at, text.length());
            if (tag.lookingAt()) {
                return quoted(tag.group(), tag.end(), "dollar-quoted string " + tag.group());
            }
        }
        return wordOrSymbol(first);
    }

    // The letter before a bit string, a national string or one with Unicode escapes is no word of its own.
    private boolean isPrefix(char letter) {
        return switch (letter) {
            case 'b', 'B', 'n', 'N', 'x', 'X' -> text.startsWith("'", at + 1);
            case 'u', 'U' -> text.startsWith("&'", at + 1) || text.startsWith("&\"", at + 1);
            default -> false;
        };
    }

    private TokenKind wordOrSymbol(char first) {
        at++;
        if (isLetter(first)) {
            while (at < text.length() && (isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '$')) {
                at++;
            }
            return TokenKind.WORD;
        }
        if (isDigit(first)) {
            while (at < text.length() && isLetterOrDigit(text.charAt(at))) {
                at++;
            }
        }
        return TokenKind.OTHER;
    }

    private TokenKind blockComment() throws BadSqlException {
        int start = at;
        int depth = 0;
        do {
            if (at >= text.length()) {
                throw unterminated(start, "comment", "*/");
            }
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
        return TokenKind.COMMENT;
    }

    // A doubled quote is one character of the name.
    private TokenKind quotedName() throws BadSqlException {
        do {
            quoted("\"", at + 1, "quoted identifier");
        } while (text.startsWith("\"", at));
        return TokenKind.OTHER;
    }

    // A doubled quote counts as two strings side by side: the boundaries are the same.
    private TokenKind quoted(String delimiter, int from, String what) throws BadSqlException {
        int end = text.indexOf(delimiter, from);
        if (end < 0) {
            throw unterminated(at, what, delimiter);
        }
        at = end + delimiter.length();
        return TokenKind.OTHER;
    }

    // psql reads a string that goes on after a line end as a new one, without escapes; so does this.
    private TokenKind escapeString() throws BadSqlException {
        int start = at;
        at += 2;
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean doubled = c == '\'' && text.startsWith("'", at);
            if (c == '\\' || doubled) {
                at++;
            } else if (c == '\'') {
                return TokenKind.OTHER;
            }
        }
        throw unterminated(start, "string", "'");
    }

    private BadSqlException unterminated(int start, String what, String end) {
        return source.bad(
                start,
                "the " + what + " that begins here has no end",
                "Put " + end + " where it ends; all up to the end of the file counts as part of it.");
    }

    /** Goes on behind the end of this line. */
    void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
    }

    /** What is left of this line. */
    String restOfLine() {
        int end = text.indexOf('\n', at);
        return text.substring(at, end < 0 ? text.length() : end);
    }

    /** The lines up to {@code \.}, which is read too; empty when there is none. */
    Optional<SourceText.Range> rows() {
        Matcher end = END_OF_ROWS.matcher(text).region(at, text.length());
        if (!end.find()) {
            return Optional.empty();
        }
        SourceText.Range rows = new SourceText.Range(at, end.start());
        at = end.end();
        return Optional.of(rows);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c);
    }

    enum TokenKind {
        COMMENT,
        WORD,
        OTHER
    }

    /**
     * A piece of SQL.
     *
     * @param kind what it is, as far as it matters
     * @param start where it begins
     * @param end where it ends, exclusive
     * @param text what it says
     */
    public record Token(TokenKind kind, int start, int end, String text) {}
}
