package io.github.claudenexus.rollback;

import io.github.claudenexus.catalog.Difference;
import org.jspecify.annotations.Nullable;

/** A difference as a sentence that stands by itself. */
final class Sentences {

    private static final int LONGEST = 60;

    private Sentences() {}

    static String afterDown(Difference difference) {
        if (difference.isNew()) {
            return "Down leaves behind the " + difference.object() + ".";
        }
        if (difference.isGone()) {
            return "Down takes away the " + difference.object() + ", which was there before up.";
        }
        if (difference.isColumnOrder()) {
            return "Down brings back the " + difference.object() + " at another place among the columns.";
        }
        return "After down the " + difference.object() + " has " + change(difference) + ".";
    }

    static String afterAgain(Difference difference) {
        if (difference.isNew()) {
            return "Run a second time, up makes the " + difference.object() + ".";
        }
        if (difference.isGone()) {
            return "Run a second time, up takes away the " + difference.object() + ".";
        }
        return "Run a second time, up gives the " + difference.object() + " " + change(difference) + ".";
    }

    static String afterUpAgain(Difference difference) {
        if (difference.isNew()) {
            return "Run again after its down, up makes the " + difference.object()
                    + ", which it did not make the first time.";
        }
        if (difference.isGone()) {
            return "Run again after its down, up does not make the " + difference.object()
                    + ", which it made the first time.";
        }
        return "Run again after its down, up leaves the " + difference.object() + " with " + change(difference) + ".";
    }

    private static String change(Difference difference) {
        return "another " + difference.property() + ": " + value(difference.after()) + " in place of "
                + value(difference.before());
    }

    // The whole values are the finding's own.
    private static String value(@Nullable String value) {
        if (value == null) {
            return "none";
        }
        String line = value.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    static String rows(long rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }
}
