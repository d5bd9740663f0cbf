package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.catalog.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a role may do after down and might not before up, and the other way round. A picture has what differs from what
 * PostgreSQL gives at the start, so {@code not EXECUTE} that is gone is EXECUTE for that role.
 *
 * @param object what the privileges are on
 * @param role the role, or PUBLIC
 * @param gained what it may do now
 * @param lost what it may not do any more
 */
record Privileges(ObjectPath object, String role, SortedSet<String> gained, SortedSet<String> lost) {

    private static final String NOT = "not ";
    private static final String BY = " by ";
    private static final String OPTION = "GRANT OPTION FOR ";

    private static final Pattern DEFAULTS = Pattern.compile("for role (.+?)( in schema .+)? on (\\w+)");

    // What GRANT calls them; tables, views and the like it knows without a word.
    private static final Map<String, String> KINDS = Map.of(
            "sequence", "SEQUENCE ",
            "function", "FUNCTION ",
            "procedure", "PROCEDURE ",
            "aggregate", "FUNCTION ",
            "type", "TYPE ",
            "schema", "SCHEMA ",
            "language", "LANGUAGE ",
            "foreign-data wrapper", "FOREIGN DATA WRAPPER ",
            "server", "FOREIGN SERVER ");

    /** Those of this difference; empty when it is about something else. */
    static Optional<Privileges> of(Difference difference) {
        return difference.grantee().map(role -> {
            SortedSet<String> given = named(difference.before(), false);
            SortedSet<String> taken = named(difference.before(), true);
            SortedSet<String> givenNow = named(difference.after(), false);
            SortedSet<String> takenNow = named(difference.after(), true);
            SortedSet<String> gained = without(givenNow, given);
            gained.addAll(without(taken, takenNow));
            SortedSet<String> lost = without(given, givenNow);
            lost.addAll(without(takenNow, taken));
            return new Privileges(difference.object(), role, gained, lost);
        });
    }

    private static SortedSet<String> named(Optional<String> list, boolean negated) {
        SortedSet<String> names = new TreeSet<>();
        for (String token : list.map(text -> text.split(", ", -1)).orElse(new String[0])) {
            if (token.startsWith(NOT) == negated) {
                String name = negated ? token.substring(NOT.length()) : token;
                names.add(name.replace("*", ""));
                if (name.contains("*")) {
                    names.add(OPTION + name.replace("*", ""));
                }
            }
        }
        return names;
    }

    private static SortedSet<String> without(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }

    /** What became of them: {@code has new privileges of clerk: SELECT}. */
    String change() {
        if (lost.isEmpty()) {
            return "has new privileges of " + role + ": " + String.join(", ", gained);
        }
        return gained.isEmpty()
                ? "has lost its privileges of " + role + ": " + String.join(", ", lost)
                : "has other privileges of " + role + ": " + String.join(", ", gained) + " in place of "
                        + String.join(", ", lost);
    }

    /** What down has to say. */
    String fix() {
        List<String> fixes = new ArrayList<>();
        if (!gained.isEmpty()) {
            fixes.add("Take them back in down: " + statements(gained, "REVOKE ", " FROM ") + ".");
        }
        if (!lost.isEmpty()) {
            fixes.add("Give them back in down: " + statements(lost, "GRANT ", " TO ") + ".");
        }
        return String.join(" ", fixes);
    }

    /** One statement for all plain privileges, and one for each with a grant option or another grantor. */
    private String statements(SortedSet<String> privileges, String verb, String preposition) {
        List<String> plain = privileges.stream()
                .filter(it -> !it.contains(BY) && !it.startsWith(OPTION))
                .toList();
        List<String> statements = new ArrayList<>();
        if (!plain.isEmpty()) {
            statements.add(statement(plain, verb, preposition, ""));
        }
        for (String privilege : privileges) {
            if (!plain.contains(privilege)) {
                String[] parts = privilege.split(BY, 2);
                boolean option = parts[0].startsWith(OPTION);
                boolean give = option && verb.startsWith("GRANT");
                String name = give ? parts[0].substring(OPTION.length()) : parts[0];
                statements.add(statement(List.of(name), verb, preposition, give ? " WITH GRANT OPTION" : "")
                        + (parts.length > 1 ? " (as " + parts[1] + ")" : ""));
            }
        }
        return String.join("; ", statements);
    }

    private String statement(List<String> privileges, String verb, String preposition, String end) {
        Matcher defaults = DEFAULTS.matcher(object.name());
        if (object.is("default acl") && defaults.matches()) {
            return "ALTER DEFAULT PRIVILEGES FOR ROLE " + defaults.group(1)
                    + (defaults.group(2) == null ? "" : defaults.group(2).replace(" in schema ", " IN SCHEMA "))
                    + " " + verb + String.join(", ", privileges) + " ON "
                    + defaults.group(3).toUpperCase(Locale.ROOT) + preposition + role + end;
        }
        String column = object.isColumn() ? " (" + object.name() + ")" : "";
        String on = object.on().orElse(KINDS.getOrDefault(object.kind(), "") + object.name());
        return verb + privileges.stream().map(it -> it + column).collect(Collectors.joining(", ")) + " ON " + on
                + preposition + role + end;
    }
}
