package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A migration's locks over time as SVG: a row a relation, a bar a lock, thick and red for what blocks most. */
final class LockPicture {

    private static final int LABEL = 20;
    private static final int LANE = 34;
    private static final int MODE = 16;
    private static final int GAP = 10;
    private static final double THINNEST = 0.6;
    private static final double ROOM_FOR_A_LETTER = 4;

    private final TimeAxis axis;
    private final Map<String, List<LockNote>> rows;

    private LockPicture(List<LockNote> locks) {
        axis = TimeAxis.of(locks);
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
        int y = TimeAxis.HEIGHT;
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
                .add(axis.ticks(y - GAP))
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

    private static Element label(String relation, List<LockNote> locks, int y) {
        String size = locks.get(0).onTarget().map(CheckWords::of).orElse("size not known");
        return Element.of("text")
                .with("x", "0")
                .with("y", String.valueOf(y + 14))
                .add(Element.classed("tspan", "relation", relation))
                .add(Element.classed("tspan", "mode", "\u2002" + size + " on the target"));
    }

    private Element bar(LockNote lock, int top) {
        int y = top + MODE;
        double width = Math.max(THINNEST, axis.share(lock.heldMs()));
        double x = Math.min(axis.share(lock.atMs()), TimeAxis.WHOLE - width);
        int height = height(lock.mode());
        Element rect = Element.of("rect")
                .with("class", style(lock.mode()))
                .with("x", TimeAxis.percent(x))
                .with("y", String.valueOf(y + (LANE - MODE - height) / 2.0))
                .with("width", TimeAxis.percent(width))
                .with("height", String.valueOf(height));
        Element bar = Element.of("g")
                .add(Element.of("title", tip(lock)), rect)
                .add(TimeAxis.text(
                        "mode",
                        "0",
                        top + 12,
                        lock.mode().words() + " blocks " + lock.mode().blocks()));
        String letters = (lock.rewrite() ? "R" : "") + (lock.scan() ? "S" : "");
        if (letters.isEmpty()) {
            return bar;
        }
        boolean inside = width >= ROOM_FOR_A_LETTER && lock.mode().blocksWrites();
        boolean left = !inside && x + width > TimeAxis.WHOLE - ROOM_FOR_A_LETTER;
        return bar.add(TimeAxis.text(
                        inside ? "mark inside" : "mark",
                        TimeAxis.percent(inside || left ? x : x + width),
                        y + 12,
                        letters)
                .with("dx", left ? "-4" : "4")
                .with("text-anchor", left ? "end" : "start"));
    }

    private static String tip(LockNote lock) {
        return CheckWords.of(lock) + ", from " + Words.elapsed(Duration.ofMillis(lock.atMs())) + "; blocks "
                + lock.mode().blocks() + "\n" + lock.statement().shown();
    }

    /** The class of what a mode blocks. */
    static String style(LockMode mode) {
        return mode.blocksReads() ? "all" : mode.blocksWrites() ? "writes" : "none";
    }

    /** How thick a mode is drawn: colour is not the only sign. */
    static int height(LockMode mode) {
        return mode.blocksReads() ? 14 : mode.blocksWrites() ? 11 : 4;
    }
}
