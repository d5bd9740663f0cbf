package io.github.claudenexus.rollback;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.failure.Failure;
import java.util.Map;
import java.util.Optional;

/** The likely mend of a finding. */
final class Mends {

    /** Of an up that does more when it is run a second time. */
    static final String OF_REPEATING =
            "Guard the statement: IF NOT EXISTS, OR REPLACE, or in Java the guards of database.has().";

    private static final Map<String, String> BY_STATE = Map.of(
            "25001",
            "The statement cannot run in a transaction: give the file the directive \"-- nexus: transactional=false\","
                    + " or in Java do it in online.",
            "55P04",
            "A new enum value cannot be used in the transaction that adds it: add it in one migration and use it in the"
                    + " next.",
            "42704",
            "What is named must exist on a fresh server too: a role, an extension or a type that only the target has."
                    + " With a target configured its roles are made; else make it in the migration, or name a server"
                    + " that has it in nexus.scratchUrl.",
            "58P01",
            "The server of the rehearsal lacks the extension's files: name a server that has it in nexus.scratchUrl.",
            "0A000",
            "The server of the rehearsal lacks it: name a server that has it in nexus.scratchUrl.");

    private static final Map<String, String> LEFT_BEHIND = Map.of(
            "column", "ALTER TABLE … DROP COLUMN",
            "constraint", "ALTER TABLE … DROP CONSTRAINT",
            "comment", "COMMENT ON … IS NULL",
            "grant", "REVOKE …",
            "trigger", "DROP TRIGGER … ON …",
            "policy", "DROP POLICY … ON …",
            "rule", "DROP RULE … ON …");

    private static final Map<String, String> BY_PROPERTY = Map.of(
            "default", "Set the default in down: ALTER TABLE … ALTER COLUMN … SET DEFAULT … or DROP DEFAULT.",
            "validated", "Validate it in down: ALTER TABLE … VALIDATE CONSTRAINT ….",
            "enabled", "Enable it in down as it was: ALTER TABLE … ENABLE TRIGGER ….",
            "owner", "Give it back in down: ALTER … OWNER TO ….",
            "type", "Change it back in down: ALTER TABLE … ALTER COLUMN … TYPE ….",
            "definition", "Make it again in down as it was, word for word.");

    private Mends() {}

    static String of(Step step, Failure failure) {
        if (step == Step.AGAIN) {
            return OF_REPEATING;
        }
        return Optional.ofNullable(BY_STATE.get(failure.place().sqlState().orElse("")))
                .orElse("");
    }

    static String of(Difference difference) {
        String kind = difference.object().replaceFirst(" .*", "");
        if (difference.isNew()) {
            return kind.equals("enum")
                    ? "PostgreSQL cannot drop an enum value: make the type anew in down and change the columns over."
                    : "Take it away in down: "
                            + LEFT_BEHIND.getOrDefault(
                                    kind, "DROP " + kind.replace('-', ' ').toUpperCase(java.util.Locale.ROOT) + " …")
                            + ".";
        }
        if (difference.isGone()) {
            return "Make it again in down as it was; or, when it is not up that made it, leave it alone.";
        }
        if (difference.isColumnOrder()) {
            return "PostgreSQL adds columns at the end: harmless unless code relies on the order, as SELECT * and INSERT"
                    + " without column names do.";
        }
        return BY_PROPERTY.getOrDefault(
                String.valueOf(difference.property()), "Change it back in down to what it was before up.");
    }

    static String ofLoss(Loss loss) {
        return loss.column() == null
                ? "Keep the rows in up (in a table aside, say) and bring them back in down; or declare the migration"
                        + " irreversible."
                : "Keep the values in up (in a column or table aside) and bring them back in down; or declare the"
                        + " migration irreversible.";
    }
}
