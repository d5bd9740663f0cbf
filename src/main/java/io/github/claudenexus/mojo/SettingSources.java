package io.github.claudenexus.mojo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says where settings came from, and never what they are. */
final class SettingSources {

    private SettingSources() {}

    /**
     * One line.
     *
     * @param origins each setting's name and where it came from; those in their default state are left out
     */
    static String line(Map<String, String> origins) {
        if (origins.isEmpty()) {
            return "Settings: all at their defaults.";
        }
        Map<String, List<String>> names =
                new TreeMap<>(origins.keySet().stream().sorted().collect(Collectors.groupingBy(origins::get)));
        return names.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " from " + entry.getKey())
                .collect(Collectors.joining("; ", "Settings: ", "; the others at their defaults."));
    }
}
