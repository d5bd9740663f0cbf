package io.github.claudenexus.report;

import io.github.claudenexus.history.MigrationState;

/**
 * How text is dressed for the place it is shown at.
 *
 * @param colour whether ANSI colours are understood there
 * @param unicode whether characters beyond ASCII can be shown there
 * @param width how many characters of a line are ours there, after Maven's prefix
 */
public record Style(boolean colour, boolean unicode, int width) {

    /** ASCII without colours: for files, exceptions and terminals that know no better. */
    public static final Style PLAIN = new Style(false, false, 93);

    private static final String ESCAPE = "\u001b[";

    /** Bold. */
    public String strong(String text) {
        return dress("1", text);
    }

    /** Faint: for what is there, but not news. */
    public String faint(String text) {
        return dress("2", text);
    }

    /** Green: well done. */
    public String good(String text) {
        return dress("32", text);
    }

    /** Yellow: deserves attention. */
    public String attention(String text) {
        return dress("33", text);
    }

    /** Red: failed. */
    public String bad(String text) {
        return dress("31", text);
    }

    /** The colour of a state. */
    String state(MigrationState state, String text) {
        return switch (state) {
            case APPLIED -> good(text);
            case PENDING -> attention(text);
            case CHANGED, MISSING, OUT_OF_ORDER, INTERRUPTED, AHEAD -> bad(text);
        };
    }

    /** A tick. */
    public String tick() {
        return unicode ? "\u2713" : "+";
    }

    /** A cross. */
    public String cross() {
        return unicode ? "\u2717" : "x";
    }

    /** A horizontal line, so many columns wide. */
    String line(int width) {
        return (unicode ? "\u2500" : "-").repeat(width);
    }

    /** What stands between parts of one line. */
    String dot() {
        return unicode ? " \u00b7 " : ", ";
    }

    /** What tells that something was cut off. */
    String ellipsis() {
        return unicode ? "\u2026" : "...";
    }

    private String dress(String code, String text) {
        return colour && !text.isBlank() ? ESCAPE + code + "m" + text + ESCAPE + "m" : text;
    }
}
