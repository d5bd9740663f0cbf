package io.github.claudenexus.report;

/** Text as XML and HTML write it. */
final class Markup {

    private Markup() {}

    /** Between tags; what XML 1.0 cannot hold becomes U+FFFD. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\r' -> safe.append("&#13;");
                default -> safe.appendCodePoint(isAllowed(point) ? point : 0xFFFD);
            }
        });
        return safe.toString();
    }

    /** Inside of an attribute's double quotes, where a parser would else make spaces of line breaks and tabs. */
    static String attribute(String value) {
        return text(value).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
    }

    private static boolean isAllowed(int point) {
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        boolean control = point < 0x20 && point != '\t' && point != '\n' && point != '\r';
        return !surrogate && !control && (point & 0xFFFE) != 0xFFFE;
    }
}
