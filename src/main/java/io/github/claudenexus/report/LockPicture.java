package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A migration's locks over time as SVG: a row a relation, a bar a lock, thick and red for what blocks most. */
final class LockPicture {

    private static final int AXIS = 24;
    private static final int LABEL = 20;
    private static final int LANE = 17;
    private static final int GAP = 10;
    private static final double THINNEST = 0.6;
    private static final double ROOM_FOR_A_LETTER = 4;
    private static final double WHOLE = 100;
    private static final int MOST_TICKS = 5;

    private final long end;
    private final Map<String, List<LockNote>> rows;

    private LockPicture(List<LockNote> locks) {
        end = Math.max(
                1,
                locks.stream()
                        .mapToLong(lock -> lock.atMs() + lock.heldMs())
                        .max()
                        .orElse(1));
        rows = locks.stream()
                .sorted(Comparator.comparing(LockNote::atMs))
                .collect(Collectors.groupingBy(LockNote::relation, LinkedHashMap::new, Collectors.toList()));
    }

    /** The picture; its lengths are shares of the width, so that letters stay as large on a phone. */
    static Element of(String migration, List<LockNote> locks) {
        return new LockPicture(locks).picture(migration);
    }

    private Element picture(String migration) {
        List<Element> parts = new ArrayList<>();
        int y = AXIS;
        for (Map.Entry<String, List<LockNote>> row : rows.entrySet()) {
            parts.add(label(row.getKey(), row.getValue(), y));
            y += LABEL;
            for (LockNote lock : row.getValue()) {
                parts.add(bar(lock, y));
                y += LANE;
            }
            y += GAP;
        }
        String id = "locks-" + migration;
        return Element.of("svg")
                .with("class", "locks")
                .with("role", "img")
                .with("width", "100%")
                .with("height", String.valueOf(y))
                .with("aria-labelledby", id)
                .add(Element.of("title", "Locks of " + migration + " over time: " + inWords())
                        .with("id", id))
                .add(ticks(y - GAP))
                .add(parts);
    }

    private String inWords() {
        return rows.entrySet().stream()
                .map(row -> row.getKey() + " " + strongest(row.getValue()).words() + " for "
                        + Words.elapsed(Duration.ofMillis(row.getValue().stream()
                                .mapToLong(LockNote::heldMs)
                                .max()
                                .orElse(0))))
                .collect(Collectors.joining(", "));
    }

    private static LockMode strongest(List<LockNote> locks) {
        return locks.stream().map(LockNote::mode).max(LockMode::compareTo).orElseThrow();
    }

    private List<Element> ticks(int bottom) {
        long step = step();
        List<Element> ticks = new ArrayList<>();
        for (long at = 0; at <= end; at += step) {
            String x = share(at);
            String anchor = at == 0 ? "start" : at + step > end && at > end * 0.94 ? "end" : "middle";
            ticks.add(Element.of("line")
                    .with("class", "tick")
                    .with("x1", x)
                    .with("x2", x)
                    .with("y1", String.valueOf(AXIS - 6))
                    .with("y2", String.valueOf(bottom)));
            ticks.add(text("time", x, AXIS - 10, Words.elapsed(Duration.ofMillis(at)))
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

    private static Element label(String relation, List<LockNote> locks, int y) {
        LockMode mode = strongest(locks);
        return Element.of("text")
                .with("x", "0")
                .with("y", String.valueOf(y + 14))
                .add(Element.classed("tspan", "relation", relation))
                .add(Element.classed("tspan", "mode", "\u2002" + mode.words() + " blocks " + mode.blocks()));
    }

    private Element bar(LockNote lock, int y) {
        double width = Math.max(THINNEST, WHOLE * lock.heldMs() / end);
        double x = Math.min(WHOLE * lock.atMs() / end, WHOLE - width);
        int height = height(lock.mode());
        Element rect = Element.of("rect")
                .with("class", style(lock.mode()))
                .with("x", percent(x))
                .with("y", String.valueOf(y + (LANE - height) / 2.0))
                .with("width", percent(width))
                .with("height", String.valueOf(height));
        Element bar = Element.of("g").add(Element.of("title", tip(lock)), rect);
        String letters = (lock.rewrite() ? "R" : "") + (lock.scan() ? "S" : "");
        if (letters.isEmpty()) {
            return bar;
        }
        boolean inside = width >= ROOM_FOR_A_LETTER && lock.mode().blocksWrites();
        boolean left = !inside && x + width > WHOLE - ROOM_FOR_A_LETTER;
        return bar.add(text(inside ? "mark inside" : "mark", percent(inside || left ? x : x + width), y + 12, letters)
                .with("dx", left ? "-4" : "4")
                .with("text-anchor", left ? "end" : "start"));
    }

    private static String tip(LockNote lock) {
        return CheckWords.of(lock) + ", from " + Words.elapsed(Duration.ofMillis(lock.atMs())) + "; blocks "
                + lock.mode().blocks() + "\n" + lock.statement().strip();
    }

    /** The class of what a mode blocks. */
    static String style(LockMode mode) {
        return mode.blocksReads() ? "all" : mode.blocksWrites() ? "writes" : "none";
    }

    /** How thick a mode is drawn: colour is not the only sign. */
    static int height(LockMode mode) {
        return mode.blocksReads() ? 14 : mode.blocksWrites() ? 9 : 4;
    }

    private static Element text(String style, String x, int y, String text) {
        return Element.classed("text", style, text).with("x", x).with("y", String.valueOf(y));
    }

    private String share(long at) {
        return percent(WHOLE * at / end);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share);
    }
}
