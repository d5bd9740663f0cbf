package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.VersionRange;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parameters that are lists. */
final class ListParameter {

    private static final String NONE = "none";

    private ListParameter() {}

    /** Words out of those that are known, or the word none; the fallback where nothing is written. */
    static Set<String> words(String name, @Nullable List<String> written, Set<String> fallback, Set<String> known) {
        Set<String> words =
                items(written).map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (words.isEmpty()) {
            return fallback;
        }
        if (words.equals(Set.of(NONE))) {
            return Set.of();
        }
        for (String word : words) {
            if (!known.contains(word)) {
                String nearest = Suggestion.nearest(word, new TreeSet<>(known))
                        .map(it -> "Did you mean " + it + "? ")
                        .orElse("");
                throw Failure.of(
                                FailureCode.BAD_PARAMETER,
                                name + ": \"" + word + "\" is not known.",
                                nearest + "It may hold " + String.join(", ", new TreeSet<>(known)) + ", or none alone.")
                        .exception();
            }
        }
        return words;
    }

    /** Versions of migrations, and ranges of them, in the order in which they are written. */
    static List<VersionRange> versions(String name, @Nullable List<String> written) {
        return items(written)
                .map(item -> ParameterText.of(name, item).versionRange())
                .toList();
    }

    /** What stands between its commas. */
    static Stream<String> items(@Nullable List<String> written) {
        return written == null
                ? Stream.empty()
                : written.stream()
                        .filter(Objects::nonNull)
                        .flatMap(item -> Stream.of(item.split(",", -1)))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty());
    }
}
