package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.catalog.ObjectPath;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How down gives an object the property back that it had before up, by the kind of the object. */
final class Alterations {

    private static final String UNKNOWN = "Change it back in down to what it was before up.";
    private static final String MAKE_AGAIN = "Make it again in down as it was, word for word.";
    private static final String DROP_AND_MAKE_AGAIN =
            "No ALTER changes that: drop it in down and make it again as it was, word for word.";

    private final Difference difference;
    private final ObjectPath object;
    private final String on;
    private final String before;
    private final String after;

    private Alterations(Difference difference) {
        this.difference = difference;
        this.object = difference.object();
        this.on = object.on().orElse("");
        this.before = difference.before().orElse("");
        this.after = difference.after().orElse("");
    }

    static String of(Difference difference) {
        return new Alterations(difference).of(difference.property().orElse(""));
    }

    private String of(String property) {
        if (object.is("aggregate") && !List.of("owner", "comment").contains(property)) {
            return DROP_AND_MAKE_AGAIN;
        }
        return switch (property) {
            case "name" -> name();
            case "default" -> set(isGained() ? "DROP DEFAULT" : "SET DEFAULT " + before);
            case "notNull" -> set(before.equals("true") ? "SET NOT NULL" : "DROP NOT NULL");
            case "type" -> type();
            case "position" ->
                "PostgreSQL adds an attribute at the end, and a value like ROW(1, 2) goes by place: make the"
                        + " type again in down and change the columns over.";
            case "collation" -> "Name it in down: ALTER TABLE … ALTER COLUMN … TYPE … COLLATE ….";
            case "generated" ->
                isGained()
                        ? set("DROP EXPRESSION")
                        : "PostgreSQL makes no column that is there a generated one: in down, DROP COLUMN and ADD COLUMN …"
                                + " GENERATED ALWAYS AS ….";
            case "identity" -> identity();
            case "ownedBy" ->
                "Give it back in down: ALTER SEQUENCE " + object.name() + " OWNED BY "
                        + (isGained() ? "NONE" : ObjectPath.of(before).qualifiedName()) + ".";
            case "validated" -> validated();
            case "enabled" -> enabled();
            case "owner" -> "Give it back in down: ALTER … OWNER TO " + before + ".";
            case "comment" -> "Set it in down: COMMENT ON … IS …, or IS NULL where there was none.";
            case "rowSecurity" -> "Set it in down: ALTER TABLE … ENABLE or DISABLE ROW LEVEL SECURITY.";
            case "options" -> "Set them in down: ALTER … SET (…) or RESET (…).";
            case "foreignOptions" -> "Set them in down: ALTER … OPTIONS (ADD …, SET … or DROP …).";
            case "parents" -> parents();
            case "values" -> values();
            case "local", Causes.LOCAL_COLUMNS ->
                "NO INHERIT makes the columns the table's own, and no statement makes them"
                        + " inherited ones again: have down make the table again with INHERITS and copy its rows, or declare"
                        + " the migration irreversible.";
            case "event", "tags", "function" -> object.is("event trigger") ? DROP_AND_MAKE_AGAIN : UNKNOWN;
            case "definition" -> MAKE_AGAIN;
            default -> UNKNOWN;
        };
    }

    private boolean isGained() {
        return difference.before().isEmpty();
    }

    /** What ALTER calls the table or domain that a constraint is on. */
    private String alterOn() {
        return "ALTER " + object.kind().replace(" constraint", "").toUpperCase(Locale.ROOT) + " " + on;
    }

    /** A change of a column, or of a domain. */
    private String set(String change) {
        return "Set it in down: "
                + (object.isColumn()
                        ? "ALTER TABLE " + on + " ALTER COLUMN " + object.name()
                        : "ALTER DOMAIN " + object.name())
                + " " + change + ".";
    }

    private String identity() {
        if (isGained()) {
            return set("DROP IDENTITY");
        }
        String kind = before.toUpperCase(Locale.ROOT);
        return set(after.isEmpty() ? "ADD GENERATED " + kind + " AS IDENTITY" : "SET GENERATED " + kind);
    }

    private String name() {
        if (object.is("index")) {
            String schema = object.name().substring(0, object.name().length() - before.length());
            return "Give it its name back in down: ALTER INDEX " + schema + after + " RENAME TO " + before + ".";
        }
        return (difference.isGeneratedName()
                        ? "Harmless unless code goes by the name. To have it as it was, in down: "
                        : "Give it its name back in down: ")
                + alterOn() + " RENAME CONSTRAINT " + after + " TO " + before + ".";
    }

    private String type() {
        if (object.is("sequence")) {
            return "Change it back in down: ALTER SEQUENCE " + object.name() + " AS " + before + ".";
        }
        if (!object.isColumn()) {
            return DROP_AND_MAKE_AGAIN;
        }
        if (difference.isOfView()) {
            return MAKE_AGAIN;
        }
        return "Change it back in down: ALTER "
                + (difference.isOfType() ? "TYPE " + on + " ALTER ATTRIBUTE " : "TABLE " + on + " ALTER COLUMN ")
                + object.name() + " TYPE " + before + ".";
    }

    private String validated() {
        return on.isEmpty() || after.equals("true")
                ? "No statement takes a validation back: drop it in down and make it again as it was, NOT VALID."
                : "Validate it in down: " + alterOn() + " VALIDATE CONSTRAINT " + object.name() + ".";
    }

    private String enabled() {
        String how =
                switch (before) {
                    case "disabled", "false" -> "DISABLE";
                    case "replica" -> "ENABLE REPLICA";
                    case "always" -> "ENABLE ALWAYS";
                    default -> "ENABLE";
                };
        String kind = object.kind().toUpperCase(Locale.ROOT);
        return "Set it in down as it was: "
                + (on.isEmpty()
                        ? "ALTER " + kind + " " + object.name() + " " + how
                        : "ALTER TABLE " + on + " " + how + " " + kind + " " + object.name())
                + ".";
    }

    // A partition has one parent. Of several, the last that is given with INHERIT is the last.
    private String parents() {
        String table = object.name();
        if (isGained()) {
            return "Take it out again in down: ALTER TABLE " + after + " DETACH PARTITION " + table
                    + ", or where it is no partition ALTER TABLE " + table + " NO INHERIT …, for each parent.";
        }
        if (before.contains(", ") || after.contains(", ")) {
            return "Give it its parents in their order in down: ALTER TABLE " + table
                    + " NO INHERIT … for those it has, then INHERIT " + before.replace(", ", ", INHERIT ") + ".";
        }
        return "Bring it back in down: ALTER TABLE " + before + " ATTACH PARTITION " + table
                + " FOR VALUES …, or where it is no partition ALTER TABLE " + table + " INHERIT " + before + ".";
    }

    private String values() {
        List<String> had = Arrays.asList(before.split(", ", -1));
        List<String> has = Arrays.asList(after.split(", ", -1));
        return had.containsAll(has)
                ? "Give it its values back in down: ALTER TYPE " + object.name() + " ADD VALUE … BEFORE or AFTER …."
                : "PostgreSQL cannot drop an enum value: make the type again in down and change the columns over.";
    }
}
