package io.github.claudenexus.sql;

import java.util.regex.Pattern;

/** Takes out of a statement what its own grammar says is a secret: a password, and how a subscription connects. */
public final class StatementSecrets {

    private static final String GAP = "(?:\\s|/\\*(?s:.*?)\\*/|--[^\\n]*)*+";

    // In a string that is run by EXECUTE each quote is two. A text that was cut off may end within a literal.
    private static final String LITERAL =
            "(?:''[^']++''|[eE]'(?s:[^'\\\\]|\\\\.|'')*+(?:'|\\z)|(?:[uU]&)?'(?:[^']|'')*+(?:'|\\z)|\\$([\\p{L}_]\\w*+|)\\$(?s:.*?)(?:\\$\\2\\$|\\z))";

    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?<!')\\b(?:ssl)?password\"?" + GAP + "|(?<!')\\bconnection\\b" + GAP + ")" + LITERAL);

    private StatementSecrets() {}

    /** The statement with three stars in place of each secret. */
    public static String blanked(String sql) {
        return SECRET.matcher(sql).replaceAll("$1'***'");
    }
}
