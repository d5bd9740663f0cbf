package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What differs, as a sentence that can be read alone. */
final class FindingText {

    private static final int LONGEST = 60;
    private static final int LEAD = 20;

    // Properties whose name is no word that people use.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("notNull", "NOT NULL"),
            Map.entry("noInherit", "NO INHERIT"),
            Map.entry("rowSecurity", "under row security"),
            Map.entry("forceRowSecurity", "under forced row security"),
            Map.entry("local", "defined locally"),
            Map.entry("cycle", "cycling"),
            Map.entry("ownedBy", "owning column"),
            Map.entry("enabled", "way of firing"),
            Map.entry("values", "list of values"),
            Map.entry("options", "set of options"),
            Map.entry("foreignOptions", "set of foreign options"),
            Map.entry("generated", "generation expression"),
            Map.entry("identity", "identity"),
            Map.entry("using", "USING expression"),
            Map.entry("withCheck", "WITH CHECK expression"));

    private static final Set<String> PLURALS = Set.of(
            "arguments",
            "columns",
            "dictionaries",
            "directArguments",
            "expressions",
            "generatedColumns",
            "kinds",
            "localColumns",
            "parents",
            "publications",
            "roles",
            "rules",
            "statistics",
            "tags",
            "types");

    private FindingText() {}

    /** What differs between before up and after down. */
    static String afterDown(Difference difference) {
        if (difference.isNew()) {
            return "Down leaves behind the " + difference.object() + ".";
        }
        if (difference.isGone()) {
            return "After down the " + difference.object() + " is missing; it was there before up.";
        }
        if (difference.isOrder()) {
            return "After down the " + difference.object() + " is at position "
                    + difference.after().orElse("") + " among the "
                    + (difference.isOfType() ? "attributes" : "columns") + "; before up it was at position "
                    + difference.before().orElse("") + ".";
        }
        return "After down the " + difference.object() + " " + change(difference) + ".";
    }

    /** What differs between after up and after up was run a second time. */
    static String afterAgain(Difference difference) {
        if (difference.isNew()) {
            return "Run a second time, up makes the " + difference.object() + ".";
        }
        if (difference.isGone()) {
            return "Run a second time, up takes away the " + difference.object() + ".";
        }
        return "After up was run a second time the " + difference.object() + " " + change(difference) + ".";
    }

    /** What differs between after up and after up, down and up. */
    static String afterUpAgain(Difference difference) {
        if (difference.isNew()) {
            return "Run again after its down, up makes the " + difference.object()
                    + ", which it did not make the first time.";
        }
        if (difference.isGone()) {
            return "Run again after its down, up does not make the " + difference.object()
                    + ", which it made the first time.";
        }
        return "After down and up again the " + difference.object() + " " + change(difference) + ".";
    }

    /** What became of the property that differs: {@code has lost its default: 0}. */
    static String change(Difference difference) {
        Optional<Privileges> privileges = Privileges.of(difference);
        if (privileges.isPresent()) {
            return privileges.get().change();
        }
        String property = difference.property().orElse("");
        boolean plural = PLURALS.contains(property);
        String before = difference.before().orElse("");
        String after = difference.after().orElse("");
        String name = NAMES.getOrDefault(
                property, property.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
        if (difference.after().isEmpty()) {
            return "has lost its " + name + ": " + value(property, before, "");
        }
        if (difference.before().isEmpty()) {
            return "has " + (plural ? "new " : "a new ") + name + ": " + value(property, after, "");
        }
        if (isBoolean(before) && isBoolean(after)) {
            return after.equals("true") ? "is " + name + ", and was not before" : "is not " + name + " any more";
        }
        return "has " + (plural ? "other " : "another ") + name + ": " + value(property, after, before)
                + " in place of " + value(property, before, after);
    }

    private static boolean isBoolean(String value) {
        return value.equals("true") || value.equals("false");
    }

    /** On one line, and of a long one the part where it begins to differ; the whole value is the finding's own. */
    private static String value(String property, String value, String other) {
        String line = line(value);
        if (line.length() > LONGEST) {
            int same = commonStart(line, line(other));
            int from = same <= LONGEST - LEAD ? 0 : same - LEAD;
            int to = Math.min(line.length(), from + LONGEST);
            line = (from > 0 ? "…" : "") + line.substring(from, to).strip() + (to < line.length() ? "…" : "");
        }
        return property.equals("comment") ? '"' + line + '"' : line;
    }

    private static String line(String value) {
        return value.replaceAll("\\s+", " ").strip();
    }

    private static int commonStart(String one, String other) {
        int end = 0;
        while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
            end++;
        }
        return end;
    }
}
