package io.github.claudenexus.report;

import io.github.claudenexus.history.MigrationState;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times and numbers as people say them. */
final class Phrases {

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Phrases() {}

    /** A duration: {@code 12 ms}, {@code 1.2 s}, {@code 2 min 5 s}, {@code 1 h 5 min}. */
    static String elapsed(Duration duration) {
        return elapsed(duration.toMillis());
    }

    /** The same, of milliseconds. */
    static String elapsed(long millis) {
        long seconds = millis / 1000;
        if (millis < 1000) {
            return millis + " ms";
        }
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
        }
        return seconds < HOUR
                ? seconds / MINUTE + " min " + seconds % MINUTE + " s"
                : seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }

    /** A number of migrations: {@code 1 migration}, {@code 6 migrations}. */
    static String migrations(int number) {
        return number + (number == 1 ? " migration" : " migrations");
    }

    /** A state in words. */
    static String state(MigrationState state) {
        return switch (state) {
            case OUT_OF_ORDER -> "out of order";
            case HALF_UNDONE -> "half undone";
            case TO_TAKE_OVER -> "to take over";
            case APPLIED, PENDING, CHANGED, MISSING, INTERRUPTED, AHEAD -> state.word();
        };
    }

    /** With a capital as its first letter. */
    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** On one line, and not longer than this. */
    static String shortened(String text, int width, String ellipsis) {
        String line = SPACES.matcher(text.strip()).replaceAll(" ");
        return line.length() <= width
                ? line
                : line.substring(0, width - ellipsis.length()).stripTrailing() + ellipsis;
    }
}
