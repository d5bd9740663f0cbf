package io.github.claudenexus.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers, times and lists as people say them. */
public final class Words {

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int KILO = 1024;
    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB");

    private Words() {}

    /** A duration: {@code 12 ms}, {@code 1.2 s}, {@code 2 min 5 s}, {@code 1 h 5 min}. */
    public static String elapsed(Duration duration) {
        long millis = duration.toMillis();
        long seconds = duration.toSeconds();
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
    public static String migrations(int number) {
        return number + (number == 1 ? " migration" : " migrations");
    }

    /** A size as PostgreSQL writes it, in powers of 1024: {@code 812 bytes}, {@code 96 kB}, {@code 3.1 GB}. */
    static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes;
        int unit = -1;
        while (value >= KILO && unit < UNITS.size() - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f " : "%.0f ", Math.floor(value * 10) / 10)
                + UNITS.get(unit);
    }

    /** On one line, and not longer than this. */
    static String shortened(String text, int width, String ellipsis) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= width
                ? line
                : line.substring(0, width - ellipsis.length()).stripTrailing() + ellipsis;
    }
}
