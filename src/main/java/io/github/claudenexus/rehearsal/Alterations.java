package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How down gives an object the property back that it had before up, by the kind of the object. */
final class Alterations {

    private static final String UNKNOWN = "Change it back in down to what it was before up.";
    private static final String MAKE_AGAIN = "Make it again in down as it was, word for word.";
    private static final String DROP_AND_MAKE_AGAIN =
            "No ALTER changes that: drop it in down and make it again as it was, word for word.";

    private static final Pattern NAMED_ON =
            Pattern.compile("(table constraint|domain constraint|trigger|rule|policy) (.+) on (.+)", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("column (.+)\\.(\"(?:[^\"]|\"\")+\"|[^.\"]+)");

    private Alterations() {}

    static String of(Difference difference) {
        String object = difference.object();
        String property = String.valueOf(difference.property());
        if (object.startsWith("aggregate ") && !List.of("owner", "comment").contains(property)) {
            return DROP_AND_MAKE_AGAIN;
        }
        return switch (property) {
            case "name" -> renamed(difference);
            case "default" -> set(difference, "SET DEFAULT " + difference.before(), "DROP DEFAULT");
            case "notNull" -> notNull(difference);
            case "type" -> type(difference);
            case "position" ->
                "PostgreSQL adds an attribute at the end, and a value like ROW(1, 2) goes by place: make the"
                        + " type again in down and change the columns over.";
            case "collation" -> "Name it in down: ALTER TABLE … ALTER COLUMN … TYPE … COLLATE ….";
            case "generated" ->
                isGained(difference)
                        ? set(difference, "", "DROP EXPRESSION")
                        : "PostgreSQL makes no column that is there a generated one: in down, DROP COLUMN and ADD COLUMN …"
                                + " GENERATED ALWAYS AS ….";
            case "identity" ->
                set(
                        difference,
                        (difference.after() == null ? "ADD GENERATED " : "SET GENERATED ")
                                + upper(difference.before())
                                + (difference.after() == null ? " AS IDENTITY" : ""),
                        "DROP IDENTITY");
            case "ownedBy" ->
                "Give it back in down: ALTER SEQUENCE " + path(object) + " OWNED BY "
                        + (isGained(difference) ? "NONE" : path(String.valueOf(difference.before()))) + ".";
            case "validated" -> validated(difference);
            case "enabled" -> enabled(difference);
            case "owner" -> "Give it back in down: ALTER … OWNER TO " + difference.before() + ".";
            case "comment" -> "Set it in down: COMMENT ON … IS …, or IS NULL where there was none.";
            case "rowSecurity" -> "Set it in down: ALTER TABLE … ENABLE or DISABLE ROW LEVEL SECURITY.";
            case "options" -> "Set them in down: ALTER … SET (…) or RESET (…).";
            case "foreignOptions" -> "Set them in down: ALTER … OPTIONS (ADD …, SET … or DROP …).";
            case "parents" -> parents(difference);
            case "values" -> values(difference);
            case "local", Causes.LOCAL_COLUMNS ->
                "NO INHERIT makes the columns the table's own, and no statement makes them"
                        + " inherited ones again: have down make the table again with INHERITS and copy its rows, or declare"
                        + " the migration irreversible.";
            case "event", "tags", "function" -> object.startsWith("event trigger ") ? DROP_AND_MAKE_AGAIN : UNKNOWN;
            case "definition" -> MAKE_AGAIN;
            default -> UNKNOWN;
        };
    }

    private static boolean isGained(Difference difference) {
        return difference.before() == null;
    }

    private static String upper(@Nullable String value) {
        return String.valueOf(value).toUpperCase(Locale.ROOT);
    }

    /** What stands behind the kind in a path: {@code column public.t.c} is {@code public.t.c}. */
    private static String path(String object) {
        return object.replaceFirst(
                "^(materialized view|foreign table|event trigger|table|view|index|sequence|type|column|subscription) ",
                "");
    }

    /** How a column, or a domain, gets a property back that it had, or loses one that it had not. */
    private static String set(Difference difference, String lost, String gained) {
        String change = isGained(difference) ? gained : lost;
        Matcher column = COLUMN.matcher(difference.object());
        return "Set it in down: "
                + (column.matches()
                        ? "ALTER TABLE " + column.group(1) + " ALTER COLUMN " + column.group(2) + " " + change
                        : "ALTER DOMAIN " + path(difference.object()) + " " + change)
                + ".";
    }

    private static String notNull(Difference difference) {
        String change = "true".equals(difference.before()) ? "SET NOT NULL" : "DROP NOT NULL";
        return set(difference, change, change);
    }

    private static String renamed(Difference difference) {
        Matcher named = NAMED_ON.matcher(difference.object());
        if (!named.matches()) {
            int schema = difference.object().length()
                    - String.valueOf(difference.before()).length();
            return "Give it its name back in down: ALTER INDEX "
                    + path(difference.object().substring(0, schema) + difference.after()) + " RENAME TO "
                    + difference.before() + ".";
        }
        return (difference.isGeneratedName()
                        ? "Harmless unless code goes by the name. To have it as it was, in down: "
                        : "Give it its name back in down: ")
                + "ALTER " + upper(named.group(1)).replace(" CONSTRAINT", "") + " " + named.group(3)
                + " RENAME CONSTRAINT " + difference.after() + " TO " + difference.before() + ".";
    }

    private static String type(Difference difference) {
        String object = difference.object();
        if (object.startsWith("sequence ")) {
            return "Change it back in down: ALTER SEQUENCE " + path(object) + " AS " + difference.before() + ".";
        }
        Matcher column = COLUMN.matcher(object);
        if (!column.matches()) {
            return DROP_AND_MAKE_AGAIN;
        }
        if (difference.whole() != null && difference.whole().contains("view ")) {
            return MAKE_AGAIN;
        }
        return "Change it back in down: ALTER "
                + (difference.isOfType()
                        ? "TYPE " + column.group(1) + " ALTER ATTRIBUTE "
                        : "TABLE " + column.group(1) + " ALTER COLUMN ")
                + column.group(2) + " TYPE " + difference.before() + ".";
    }

    private static String validated(Difference difference) {
        Matcher named = NAMED_ON.matcher(difference.object());
        if (!named.matches() || "true".equals(difference.after())) {
            return "No statement takes a validation back: drop it in down and make it again as it was, NOT VALID.";
        }
        return "Validate it in down: ALTER " + upper(named.group(1)).replace(" CONSTRAINT", "") + " " + named.group(3)
                + " VALIDATE CONSTRAINT " + named.group(2) + ".";
    }

    private static String enabled(Difference difference) {
        String how =
                switch (String.valueOf(difference.before())) {
                    case "disabled", "false" -> "DISABLE";
                    case "replica" -> "ENABLE REPLICA";
                    case "always" -> "ENABLE ALWAYS";
                    default -> "ENABLE";
                };
        Matcher named = NAMED_ON.matcher(difference.object());
        return "Set it in down as it was: "
                + (named.matches()
                        ? "ALTER TABLE " + named.group(3) + " " + how + " " + upper(named.group(1)) + " "
                                + named.group(2)
                        : "ALTER " + upper(difference.object().replaceFirst(" \\S+$", "")) + " "
                                + path(difference.object()) + " " + how)
                + ".";
    }

    // A partition has one parent. Of several, the last that is given with INHERIT is the last.
    private static String parents(Difference difference) {
        String table = path(difference.object());
        String before = String.valueOf(difference.before());
        if (isGained(difference)) {
            return "Take it out again in down: ALTER TABLE " + difference.after() + " DETACH PARTITION " + table
                    + ", or where it is no partition ALTER TABLE " + table + " NO INHERIT …, for each parent.";
        }
        if (before.contains(", ") || String.valueOf(difference.after()).contains(", ")) {
            return "Give it its parents in their order in down: ALTER TABLE " + table
                    + " NO INHERIT … for those it has, then INHERIT " + before.replace(", ", ", INHERIT ") + ".";
        }
        return "Bring it back in down: ALTER TABLE " + before + " ATTACH PARTITION " + table
                + " FOR VALUES …, or where it is no partition ALTER TABLE " + table + " INHERIT " + before + ".";
    }

    private static String values(Difference difference) {
        List<String> before = Arrays.asList(String.valueOf(difference.before()).split(", ", -1));
        List<String> after = Arrays.asList(String.valueOf(difference.after()).split(", ", -1));
        return before.containsAll(after)
                ? "Give it its values back in down: ALTER TYPE " + path(difference.object())
                        + " ADD VALUE … BEFORE or AFTER …."
                : "PostgreSQL cannot drop an enum value: make the type again in down and change the columns over.";
    }
}
