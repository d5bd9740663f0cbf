package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who has which version. */
final class Numbering {

    // A date has eight digits; between two of them nothing is missing.
    private static final int MOST_DIGITS_COUNTED = 7;

    private final SortedMap<MigrationId, List<Holder>> holders = new TreeMap<>();

    void add(MigrationId id, String origin, String place) {
        holders.computeIfAbsent(id, same -> new ArrayList<>()).add(new Holder(id, origin, place));
    }

    boolean isEmpty() {
        return holders.isEmpty();
    }

    /** A failure for every version, and every name of a repeatable one, that more than one has. */
    List<Failure> duplicates() {
        return holders.values().stream()
                .filter(same -> same.size() > 1)
                .map(this::duplicate)
                .toList();
    }

    private Failure duplicate(List<Holder> same) {
        String all = same.stream().map(Holder::toString).sorted().collect(Collectors.joining(" and "));
        Holder first = same.get(0);
        Failure failure = first.id().isRepeatable()
                ? Failure.of(
                        FailureCode.DUPLICATE_NUMBER,
                        "More than one repeatable migration has the name "
                                + first.id().name() + ": " + all,
                        "Give one of them another name.")
                : Failure.of(
                        FailureCode.DUPLICATE_NUMBER,
                        "More than one migration has the version " + first.id().version() + ": " + all,
                        "Give the one that no database has yet "
                                + free()
                                + "; if it is left over from a renamed source, run mvn clean and build.");
        return failure.at(Failure.Place.in(first.id().toString(), first.origin()));
    }

    private String free() {
        Version next = highest().next();
        return Version.flaw(next.toString()).isEmpty() ? "the version " + next : "another version";
    }

    private Version highest() {
        return holders.headMap(MigrationId.repeatable("")).lastKey().version();
    }

    /** A sentence for every gap, where the versions count: one number each, and no dates. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        Version before = Version.REPEATABLE;
        for (MigrationId id : holders.keySet()) {
            Version version = id.version();
            if (counts(before) && counts(version) && before.next().compareTo(version) < 0) {
                gaps.add("No migration has a version between " + before + " and " + version + ".");
            }
            before = version;
        }
        return gaps;
    }

    private static boolean counts(Version version) {
        return version.isWholeNumber() && version.toString().length() <= MOST_DIGITS_COUNTED;
    }

    private record Holder(MigrationId id, String origin, String place) {

        @Override
        public String toString() {
            return origin + " (in " + place + ")";
        }
    }
}
