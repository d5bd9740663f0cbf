package io.github.claudenexus.rollback;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.failure.Failure;
import java.util.Map;

/** The likely mend of a finding. */
final class Mends {

    /** Of an up that fails or makes more when it is run a second time. */
    static final String OF_REPEATING =
            "Guard the statement: IF NOT EXISTS, OR REPLACE, or in Java the guards of database.has().";

    /** Of an up that writes rows when it is run a second time. */
    static final String OF_REPEATED_ROWS =
            "Have up change only what is not changed yet: ON CONFLICT DO NOTHING, or a WHERE that leaves out what is"
                    + " done.";

    private static final String MISSING_EXTENSION =
            "The server of the rehearsal lacks the extension: name a server that has it in nexus.scratchUrl.";

    private static final Map<String, String> BY_STATE = Map.of(
            "25001",
            "The statement cannot run in a transaction: give the file the directive \"-- nexus: transactional=false\","
                    + " or in Java do it in online.",
            "55P04",
            "A new enum value cannot be used in the transaction that adds it: add it in one migration and use it in the"
                    + " next.",
            "42704",
            "What is named must exist on a fresh server too: a role, an extension or a type that only the target has."
                    + " Make it in the migration, or name a server that has it in nexus.scratchUrl.",
            "58P01",
            MISSING_EXTENSION,
            "2BP01",
            "Drop what depends on it first, and have the other direction make it again; CASCADE drops more than one"
                    + " sees.");

    private static final Map<String, String> BY_PROPERTY = Map.ofEntries(
            Map.entry(
                    "default", "Set the default in down: ALTER TABLE … ALTER COLUMN … SET DEFAULT … or DROP DEFAULT."),
            Map.entry("notNull", "Set it in down: ALTER TABLE … ALTER COLUMN … SET NOT NULL or DROP NOT NULL."),
            Map.entry("type", "Change it back in down: ALTER TABLE … ALTER COLUMN … TYPE …."),
            Map.entry("collation", "Name it in down: ALTER TABLE … ALTER COLUMN … TYPE … COLLATE …."),
            Map.entry(
                    "generated", "PostgreSQL makes a generated column only anew: ADD COLUMN … GENERATED ALWAYS AS …."),
            Map.entry("identity", "Give it back in down: ALTER TABLE … ALTER COLUMN … ADD GENERATED … AS IDENTITY."),
            Map.entry("ownedBy", "Give it back in down: ALTER SEQUENCE … OWNED BY …."),
            Map.entry("validated", "Validate it in down: ALTER TABLE … VALIDATE CONSTRAINT …."),
            Map.entry("enabled", "Enable it in down as it was: ALTER TABLE … ENABLE TRIGGER …."),
            Map.entry("owner", "Give it back in down: ALTER … OWNER TO …."),
            Map.entry("comment", "Set it in down: COMMENT ON … IS …, or IS NULL where there was none."),
            Map.entry("rowSecurity", "Set it in down: ALTER TABLE … ENABLE or DISABLE ROW LEVEL SECURITY."),
            Map.entry("options", "Set them in down: ALTER … SET (…) or RESET (…)."),
            Map.entry("parents", "Attach it again in down: ALTER TABLE … ATTACH PARTITION … FOR VALUES …."),
            Map.entry(
                    "values",
                    "PostgreSQL cannot drop an enum value: make the type anew in down and change the columns over."),
            Map.entry("definition", "Make it again in down as it was, word for word."));

    private Mends() {}

    static String of(Step step, Failure failure) {
        if (step == Step.AGAIN) {
            return OF_REPEATING;
        }
        String state = failure.place().sqlState().orElse("");
        if (state.equals("0A000")) {
            return ofUnsupported(failure.message());
        }
        if (step == Step.DOWN && state.startsWith("23")) {
            return "Rows that fit the new schema do not fit the old one: say in down what becomes of them.";
        }
        return BY_STATE.getOrDefault(state, "");
    }

    private static String ofUnsupported(String message) {
        if (message.contains("used by a view or rule")) {
            return "Drop the view before the change and make it again after it, with its grants and comment.";
        }
        return message.contains("is not available") ? MISSING_EXTENSION : "";
    }

    static String of(Difference difference) {
        if (difference.isNew()) {
            String drop = Undo.of(difference.object());
            return drop.isEmpty() ? "Take it away in down." : "Take it away in down: " + drop + ".";
        }
        if (difference.isGone()) {
            return "Where up drops it, make it again in down, word for word; where up only found it there, leave it"
                    + " alone in down.";
        }
        if (difference.isColumnOrder()) {
            return "PostgreSQL adds columns at the end: harmless unless code relies on the order, as SELECT * and INSERT"
                    + " without column names do.";
        }
        String property = String.valueOf(difference.property());
        if (property.startsWith("privileges of ")) {
            String role = property.substring("privileges of ".length());
            return difference.before() == null
                    ? "Take them back in down: REVOKE … FROM " + role + "."
                    : "Give them back in down: GRANT … TO " + role + ".";
        }
        return BY_PROPERTY.getOrDefault(property, "Change it back in down to what it was before up.");
    }

    static String ofLoss(Loss loss) {
        return loss.column() == null
                ? "Keep the rows in up (in a table aside, say) and bring them back in down; or declare the migration"
                        + " irreversible."
                : "Keep the values in up (in a column or table aside) and bring them back in down; or declare the"
                        + " migration irreversible.";
    }
}
