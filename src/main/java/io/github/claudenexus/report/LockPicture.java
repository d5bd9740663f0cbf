package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.RelationSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A migration's locks over time, a row a relation, a bar a lock, thick and red for what blocks most. Lengths are percents
 * of the width, so that letters stay as large on a phone.
 *
 * @param words the picture for who cannot see it
 * @param height how high it is
 * @param bottom where the lines of the time axis end
 * @param ticks the time axis
 * @param rows the relations
 */
record LockPicture(String words, int height, int bottom, List<Tick> ticks, List<RelationBars> rows) {

    private static final int AXIS = 24;
    private static final int LABEL = 20;
    private static final int LANE = 34;
    private static final int MODE = 16;
    private static final int GAP = 10;
    private static final int MOST_TICKS = 5;
    private static final double WHOLE = 100;
    private static final double THINNEST = 0.6;
    private static final double ROOM_FOR_A_LETTER = 4;
    private static final double NEAR_THE_END = 0.94;

    /** A line of the time axis: where it is, how its text is anchored there, and its text. */
    record Tick(String x, String anchor, String text) {}

    /** A relation, where its label is, its size, and its locks. */
    record RelationBars(String relation, int y, String size, List<Bar> bars) {}

    /** A lock: what it is, its bar, and the letters on it. */
    record Bar(String tip, String mode, int modeY, Box box, List<Mark> marks) {}

    /** A rectangle. */
    record Box(String style, String x, double y, String width, int height) {}

    /** Letters: R for a rewrite, S for a scan. */
    record Mark(String style, String x, int y, String dx, String anchor, String letters) {}

    /** The picture of these locks. */
    static LockPicture of(List<LockNote> locks) {
        Map<String, List<LockNote>> byRelation = locks.stream()
                .sorted(Comparator.comparing(LockNote::atMs))
                .collect(Collectors.groupingBy(LockNote::relation, LinkedHashMap::new, Collectors.toList()));
        long end = Math.max(
                1,
                locks.stream()
                        .mapToLong(lock -> lock.atMs() + lock.heldMs())
                        .max()
                        .orElse(1));
        List<RelationBars> rows = new ArrayList<>();
        int y = AXIS;
        for (Map.Entry<String, List<LockNote>> relation : byRelation.entrySet()) {
            int top = y + LABEL;
            List<Bar> bars = new ArrayList<>();
            for (LockNote lock : relation.getValue()) {
                bars.add(bar(lock, top + LANE * bars.size(), end));
            }
            String size = relation.getValue()
                    .get(0)
                    .onTarget()
                    .map(RelationSize::words)
                    .orElse("size not known");
            rows.add(new RelationBars(relation.getKey(), y + 14, size, bars));
            y = top + LANE * bars.size() + GAP;
        }
        return new LockPicture(words(byRelation), y, y - GAP, ticks(end), rows);
    }

    private static String words(Map<String, List<LockNote>> byRelation) {
        return byRelation.entrySet().stream()
                .map(row -> row.getKey() + " " + strongest(row.getValue()).words() + " for "
                        + Phrases.elapsed(row.getValue().stream()
                                .mapToLong(LockNote::heldMs)
                                .max()
                                .orElse(0)))
                .collect(Collectors.joining(", "));
    }

    private static LockMode strongest(List<LockNote> locks) {
        return locks.stream().map(LockNote::mode).max(LockMode::compareTo).orElseThrow();
    }

    private static Bar bar(LockNote lock, int top, long end) {
        double width = Math.max(THINNEST, WHOLE * lock.heldMs() / end);
        double x = Math.min(WHOLE * lock.atMs() / end, WHOLE - width);
        int y = top + MODE;
        int height = height(lock.mode());
        Box box = new Box(style(lock.mode()), percent(x), y + (LANE - MODE - height) / 2.0, percent(width), height);
        String tip = CheckWords.of(lock) + ", from " + Phrases.elapsed(lock.atMs()) + "; blocks "
                + lock.mode().blocks() + "\n" + lock.statement().shown();
        String mode = lock.mode().words() + " blocks " + lock.mode().blocks();
        return new Bar(tip, mode, top + 12, box, marks(lock, x, width, y + 12));
    }

    private static List<Mark> marks(LockNote lock, double x, double width, int y) {
        String letters = (lock.rewrite() ? "R" : "") + (lock.scan() ? "S" : "");
        if (letters.isEmpty()) {
            return List.of();
        }
        boolean inside = width >= ROOM_FOR_A_LETTER && lock.mode().blocksWrites();
        boolean left = !inside && x + width > WHOLE - ROOM_FOR_A_LETTER;
        return List.of(new Mark(
                inside ? "mark inside" : "mark",
                percent(inside || left ? x : x + width),
                y,
                left ? "-4" : "4",
                left ? "end" : "start",
                letters));
    }

    private static List<Tick> ticks(long end) {
        long step = step(end);
        List<Tick> ticks = new ArrayList<>();
        for (long at = 0; at <= end; at += step) {
            String anchor = at == 0 ? "start" : at + step > end && at > end * NEAR_THE_END ? "end" : "middle";
            ticks.add(new Tick(percent(WHOLE * at / end), anchor, Phrases.elapsed(at)));
        }
        return ticks;
    }

    // 1, 2 or 5 times a power of ten, so that few ticks cover all of it.
    private static long step(long end) {
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

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share);
    }

    /** The style class of what a mode blocks. */
    static String style(LockMode mode) {
        return mode.blocksReads() ? "all" : mode.blocksWrites() ? "writes" : "none";
    }

    /** How thick a mode is drawn: color is not the only sign. */
    static int height(LockMode mode) {
        return mode.blocksReads() ? 14 : mode.blocksWrites() ? 11 : 4;
    }
}
