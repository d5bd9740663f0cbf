package io.github.claudenexus.contents;

/** How a value is written, so that alike values are written alike. */
enum Form {
    OUTPUT,
    TEXT,
    NUMBER,
    /** As text, and a number in a text as that number. */
    MEANING,
    /** Whether there is a value other than NULL and an empty text. */
    PRESENCE;

    // No longer than any number that can be cast without failing.
    private static final String NUMERAL = "'^ *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})? *$'";

    /** The value of this column, as the part of a query. */
    String of(String column) {
        String text = column + "::text";
        return switch (this) {
            case OUTPUT -> column;
            case TEXT -> text;
            case NUMBER -> "trim_scale(" + column + "::numeric)";
            case MEANING ->
                "CASE WHEN length(" + text + ") < 1000 AND " + text + " ~ " + NUMERAL + " THEN trim_scale(" + text
                        + "::numeric)::text ELSE nullif(" + text + ", '') END";
            case PRESENCE -> "nullif(" + text + ", '') IS NOT NULL";
        };
    }
}
