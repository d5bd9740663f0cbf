package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.catalog.ObjectPath;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.runner.FailureReader;
import io.github.claudenexus.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The likely fix of a finding. */
final class Fixes {

    /** Of an up that fails or makes more when it is run a second time. */
    static final String OF_UP_AGAIN =
            "Have up do the same whatever an earlier up left outside of the database's objects: rows, sequences, files.";

    /** Of an up that fails after its down, and did not before. */
    static final String OF_UP_AFTER_DOWN =
            "Up worked the first time: have down leave what up needs as it was, and nothing that is in its way.";

    /** Of an up that does more when it is run a second time. */
    static final String OF_REPEATING =
            "Guard the statement: IF NOT EXISTS, OR REPLACE, or in Java the guards of database.has().";

    /** Of an up that writes rows when it is run a second time. */
    static final String OF_REPEATED_ROWS =
            "Have up change only what is not changed yet: ON CONFLICT DO NOTHING, or a WHERE that leaves out what is"
                    + " done.";

    private static final String MISSING_EXTENSION =
            "The server of the rehearsal lacks the extension: name a server that has it in nexus.scratchUrl.";

    private static final Map<String, String> BY_STATE = Map.of(
            "55P04",
            "A new enum value cannot be used in the transaction that adds it: add it in one migration and use it in the"
                    + " next.",
            "42704",
            "What is named must exist on a fresh server too: have a migration make it. Where only the target has it, as a"
                    + " role or an extension, name a server that has it in nexus.scratchUrl.",
            "58P01",
            MISSING_EXTENSION,
            "2BP01",
            "Drop what depends on it first, and have the other direction make it again; CASCADE drops more than one"
                    + " sees.");

    // DROP knows them by these words, and by the name that their path has.
    private static final Set<String> DROPPED_BY_NAME = Set.of(
            "materialized view",
            "foreign table",
            "event trigger",
            "table",
            "view",
            "index",
            "sequence",
            "function",
            "procedure",
            "aggregate",
            "type",
            "schema",
            "extension",
            "collation",
            "publication",
            "server");

    private Fixes() {}

    /** Of a step whose statements failed. */
    static String of(RehearsalStep step, Failure failure, DiscoveredMigration migration) {
        if (step == RehearsalStep.AGAIN) {
            return OF_REPEATING;
        }
        if (step == RehearsalStep.UP_AGAIN) {
            return OF_UP_AFTER_DOWN;
        }
        if (failure.code() == FailureCode.UNFIT_SCRATCH) {
            return failure.hint();
        }
        String state = failure.place().sqlState().orElse("");
        if (state.equals("25001")) {
            return FailureReader.refusedInTransaction(
                    migration,
                    step == RehearsalStep.DOWN,
                    failure.place().statement().map(Statement::of));
        }
        if (state.equals("0A000")) {
            return ofUnsupported(failure.message());
        }
        if (step == RehearsalStep.DOWN && state.equals("42704")) {
            return "What is named is not there when down runs: name what up made, or guard the statement with IF EXISTS.";
        }
        if (step == RehearsalStep.DOWN && state.startsWith("23")) {
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

    /** Of what differs between before up and after down. */
    static String of(Difference difference) {
        if (difference.isNew()) {
            String drop = dropping(difference);
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
        return Privileges.of(difference).map(Privileges::fix).orElseGet(() -> Alterations.of(difference));
    }

    /** The statement that drops an object; empty where it is not known. */
    private static String dropping(Difference difference) {
        ObjectPath object = difference.object();
        String kind = object.kind().toUpperCase(Locale.ROOT);
        String on = object.on().orElse("");
        return switch (object.kind()) {
            case "table constraint", "domain constraint" ->
                "ALTER " + kind.replace(" CONSTRAINT", "") + " " + on + " DROP CONSTRAINT " + object.name();
            case "trigger", "policy", "rule" -> "DROP " + kind + " " + object.name() + " ON " + on;
            case "column" -> {
                if (difference.isOfType()) {
                    yield "ALTER TYPE " + on + " DROP ATTRIBUTE " + object.name();
                }
                yield difference.isOfView()
                        ? "make the view again without " + object.name()
                        : "ALTER TABLE " + on + " DROP COLUMN " + object.name();
            }
            case "default acl" -> "ALTER DEFAULT PRIVILEGES, to REVOKE what up GRANTs and to GRANT what it REVOKEs";
            case "statistics object" -> "DROP STATISTICS " + object.name();
            default -> DROPPED_BY_NAME.contains(object.kind()) ? "DROP " + kind + " " + object.name() : "";
        };
    }

    /** Of rows or values that down did not bring back. */
    static String ofLoss(Loss loss) {
        return loss.column() == null
                ? "Keep the rows in up (in a table aside, say) and bring them back in down; or declare the migration"
                        + " irreversible, or its loss accepted."
                : "Keep the values in up (in a column or table aside) and bring them back in down; or declare the"
                        + " migration irreversible, or its loss accepted.";
    }
}
