package io.github.claudenexus.locks;

import java.util.List;
import java.util.Locale;

/**
 * How large a relation is on the target, as its catalog says.
 *
 * @param rows estimated rows, from the last ANALYZE; 0 when there was none
 * @param bytes with its indexes and TOAST
 */
public record RelationSize(long rows, long bytes) {

    private static final int KILO = 1024;
    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB");

    /** In words: {@code about 1,200,000 rows, 3.1 GB}. */
    public String words() {
        String about = rows > 0 ? String.format(Locale.ROOT, "about %,d rows, ", rows) : "";
        return about + bytes(bytes);
    }

    /** Bytes in units as PostgreSQL counts them, in powers of 1024, rounded: {@code 812 bytes}, {@code 96 kB}. */
    private static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes;
        int unit = -1;
        while (value >= KILO && unit < UNITS.size() - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f " : "%.0f ", value) + UNITS.get(unit);
    }
}
