package io.github.claudenexus.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of an object changed places among each other. Only parts that both pictures have are counted: a column
 * that merely moved up because another one is gone has not changed places. Of the rest as few as possible are reported.
 */
final class Moves {

    /** The property that holds a part's place among the parts of its whole. */
    static final String POSITION = "position";

    private Moves() {}

    /**
     * A difference for each part that moved, by its path; places are counted among the parts that both have.
     *
     * @param changed the objects that are not the same in both
     */
    static Map<String, Difference> between(Picture before, Picture after, Set<String> changed) {
        Set<String> changedWholes = changed.stream()
                .flatMap(object -> Stream.of(before, after).map(picture -> picture.properties(object)))
                .filter(properties -> properties.containsKey(POSITION))
                .map(properties -> properties.getOrDefault(Picture.OF, ""))
                .collect(Collectors.toSet());
        if (changedWholes.isEmpty()) {
            return Map.of();
        }
        Map<String, List<PartMove>> wholes = new HashMap<>();
        before.objects().forEach((object, properties) -> {
            String from = properties.get(POSITION);
            String whole = properties.getOrDefault(Picture.OF, "");
            String to = from == null || !changedWholes.contains(whole)
                    ? null
                    : after.properties(object).get(POSITION);
            if (from != null && to != null) {
                wholes.computeIfAbsent(whole, newWhole -> new ArrayList<>())
                        .add(new PartMove(
                                object, properties.get(Picture.OF), Integer.parseInt(from), Integer.parseInt(to)));
            }
        });
        return wholes.values().stream()
                .flatMap(parts -> moved(parts).stream())
                .collect(Collectors.toMap(difference -> difference.object().toString(), difference -> difference));
    }

    private record PartMove(String object, @Nullable String whole, int before, int after) {}

    private static List<Difference> moved(List<PartMove> parts) {
        parts.sort(Comparator.comparingInt(PartMove::after));
        Map<String, Integer> ranksAfter = new HashMap<>();
        parts.forEach(part -> ranksAfter.put(part.object(), ranksAfter.size() + 1));
        parts.sort(Comparator.comparingInt(PartMove::before));
        int[] ranks = parts.stream()
                .mapToInt(part -> ranksAfter.getOrDefault(part.object(), 0))
                .toArray();
        SortedMap<Integer, Integer> stay = longestRising(ranks);
        List<Difference> moved = new ArrayList<>();
        for (int place = 0; place < ranks.length; place++) {
            // Where its rank is unchanged, the parts moved around it: to report those is enough.
            if (!stay.containsKey(place) && ranks[place] != place + 1) {
                PartMove part = parts.get(place);
                moved.add(Difference.changed(
                                part.object(), POSITION, String.valueOf(place + 1), String.valueOf(ranks[place]))
                        .partOf(part.whole()));
            }
        }
        return moved;
    }

    /**
     * The places, and what is there, of the longest rising part of a sequence; of several the one of the lowest numbers:
     * what has moved is then further back, as PostgreSQL adds columns at the end.
     */
    private static SortedMap<Integer, Integer> longestRising(int[] sequence) {
        // The length of the longest one that starts at each place, and the place where it goes on.
        int[] length = new int[sequence.length];
        int[] next = new int[sequence.length];
        Arrays.fill(next, -1);
        int start = -1;
        for (int place = sequence.length - 1; place >= 0; place--) {
            for (int later = place + 1; later < sequence.length; later++) {
                if (sequence[later] > sequence[place] && better(later, next[place], length, sequence)) {
                    next[place] = later;
                }
            }
            length[place] = 1 + (next[place] < 0 ? 0 : length[next[place]]);
            if (better(place, start, length, sequence)) {
                start = place;
            }
        }
        SortedMap<Integer, Integer> longest = new TreeMap<>();
        for (int place = start; place >= 0; place = next[place]) {
            longest.put(place, sequence[place]);
        }
        return longest;
    }

    private static boolean better(int place, int than, int[] length, int[] sequence) {
        return than < 0
                || length[place] > length[than]
                || (length[place] == length[than] && sequence[place] < sequence[than]);
    }
}
