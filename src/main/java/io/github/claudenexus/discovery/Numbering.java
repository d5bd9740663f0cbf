package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who has which number. */
final class Numbering {

    private final SortedMap<Integer, List<Holder>> holders = new TreeMap<>();

    void add(MigrationId id, String origin, ClassPathEntry place) {
        holders.computeIfAbsent(id.number(), number -> new ArrayList<>()).add(new Holder(id, origin, place.label()));
    }

    boolean isEmpty() {
        return holders.isEmpty();
    }

    /** A failure for every number that more than one has. */
    List<Failure> duplicates() {
        return holders.values().stream()
                .filter(same -> same.size() > 1)
                .map(this::duplicate)
                .toList();
    }

    private Failure duplicate(List<Holder> same) {
        String all = same.stream().map(Holder::toString).sorted().collect(Collectors.joining(" and "));
        String free = new MigrationId(holders.lastKey() + 1, "").digits();
        Holder first = same.get(0);
        return Failure.of(
                        FailureCode.DUPLICATE_NUMBER,
                        "More than one migration has the number " + first.id().digits() + ": " + all,
                        "Give the one that no database has yet the number " + free
                                + "; if it is left over from a renamed source, run mvn clean and build.")
                .at(Failure.Place.in(first.id().toString(), first.origin()));
    }

    /** A sentence for every gap. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        int expected = isEmpty() ? 0 : holders.firstKey();
        for (int number : holders.keySet()) {
            if (number > expected) {
                gaps.add(gap(digits(expected), digits(number - 1)));
            }
            expected = number + 1;
        }
        return gaps;
    }

    private static String gap(String first, String last) {
        return first.equals(last)
                ? "No migration has the number " + first + "."
                : "No migration has one of the numbers " + first + " to " + last + ".";
    }

    private static String digits(int number) {
        return new MigrationId(number, "").digits();
    }

    private record Holder(MigrationId id, String origin, String place) {

        @Override
        public String toString() {
            return origin + " (in " + place + ")";
        }
    }
}
