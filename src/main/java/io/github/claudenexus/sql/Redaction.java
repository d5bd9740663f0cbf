package io.github.claudenexus.sql;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes secrets out of SQL: a password, and how a subscription connects. By pattern and not by tokens, for it must find
 * them also where no lexer could read: in a message of the server, in a text that was cut off, in a string that EXECUTE
 * runs.
 */
public final class Redaction {

    private static final String GAP = "(?:\\s|/\\*(?s:.*?)\\*/|--[^\\n]*)*+";

    // In a string that is run by EXECUTE each quote is two. A text that was cut off may end within a literal.
    private static final String LITERAL =
            "(?:''[^']++''|[eE]'(?s:[^'\\\\]|\\\\.|'')*+(?:'|\\z)|(?:[uU]&)?'(?:[^']|'')*+(?:'|\\z)|\\$([\\p{L}_]\\w*+|)\\$(?s:.*?)(?:\\$\\2\\$|\\z))";

    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?<!')\\b(?:ssl)?password\"?" + GAP + "|(?<!')\\bconnection\\b" + GAP + ")" + LITERAL);

    private Redaction() {}

    /** The text with three stars in place of each secret. */
    public static String of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        // Every statement comes here, most of them several times, and hardly any has a secret.
        return lower.contains("password") || lower.contains("connection")
                ? SECRET.matcher(text).replaceAll("$1'***'")
                : text;
    }
}
