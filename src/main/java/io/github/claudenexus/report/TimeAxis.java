package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time in a picture of locks, from left to right.
 *
 * @param end the last millisecond
 */
record TimeAxis(long end) {

    /** How much room its numbers need. */
    static final int HEIGHT = 24;

    /** The whole width. */
    static final double WHOLE = 100;

    private static final int MOST_TICKS = 5;
    private static final double NEAR_THE_END = 0.94;

    static TimeAxis of(List<LockNote> locks) {
        return new TimeAxis(Math.max(
                1,
                locks.stream()
                        .mapToLong(lock -> lock.atMs() + lock.heldMs())
                        .max()
                        .orElse(1)));
    }

    /** Where a moment is, in percent of the width. */
    double share(long millis) {
        return WHOLE * millis / end;
    }

    /** A share as SVG writes it. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share);
    }

    /** A text at a place. */
    static Element text(String style, String x, int y, String text) {
        return Element.classed("text", style, text).with("x", x).with("y", String.valueOf(y));
    }

    /** Lines down to the bottom, and their times. */
    List<Element> ticks(int bottom) {
        long step = step();
        List<Element> ticks = new ArrayList<>();
        for (long at = 0; at <= end; at += step) {
            String x = percent(share(at));
            String anchor = at == 0 ? "start" : at + step > end && at > end * NEAR_THE_END ? "end" : "middle";
            ticks.add(Element.of("line")
                    .with("class", "tick")
                    .with("x1", x)
                    .with("x2", x)
                    .with("y1", String.valueOf(HEIGHT - 6))
                    .with("y2", String.valueOf(bottom)));
            ticks.add(text("time", x, HEIGHT - 10, Words.elapsed(Duration.ofMillis(at)))
                    .with("text-anchor", anchor));
        }
        return ticks;
    }

    // 1, 2 or 5 times a power of ten, so that few ticks cover all of it.
    private long step() {
        long power = 1;
        while (true) {
            for (int factor : new int[] {1, 2, 5}) {
                if (end / (factor * power) < MOST_TICKS) {
                    return factor * power;
                }
            }
            power *= 10;
        }
    }
}
