package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statement that takes an object away, by the object's path. */
final class DropStatement {

    // Their paths are the names that DROP understands.
    private static final List<String> DROPPED_BY_NAME = List.of(
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

    private static final Pattern CONSTRAINT = Pattern.compile("(table|domain) constraint (.+) on (.+)");
    private static final Pattern ON_TABLE = Pattern.compile("(trigger|policy|rule) (.+) on (.+)");
    private static final Pattern COLUMN = Pattern.compile("column (.+)\\.(\"(?:[^\"]|\"\")+\"|[^.\"]+)");

    private DropStatement() {}

    /** The statement; empty where it is not known. */
    static String of(Difference difference) {
        String object = difference.object();
        Matcher constraint = CONSTRAINT.matcher(object);
        if (constraint.matches()) {
            return "ALTER " + upper(constraint.group(1)) + " " + constraint.group(3) + " DROP CONSTRAINT "
                    + constraint.group(2);
        }
        Matcher onTable = ON_TABLE.matcher(object);
        if (onTable.matches()) {
            return "DROP " + upper(onTable.group(1)) + " " + onTable.group(2) + " ON " + onTable.group(3);
        }
        Matcher column = COLUMN.matcher(object);
        if (column.matches()) {
            return ofColumn(difference, column.group(1), column.group(2));
        }
        if (object.startsWith("default acl ")) {
            return "ALTER DEFAULT PRIVILEGES, to REVOKE what up GRANTs and to GRANT what it REVOKEs";
        }
        if (object.startsWith("statistics object ")) {
            return "DROP STATISTICS " + object.substring("statistics object ".length());
        }
        return DROPPED_BY_NAME.stream()
                .filter(kind -> object.startsWith(kind + " "))
                .findFirst()
                .map(kind -> "DROP " + upper(kind) + " " + object.substring(kind.length() + 1))
                .orElse("");
    }

    private static String ofColumn(Difference difference, String whole, String column) {
        if (difference.isOfType()) {
            return "ALTER TYPE " + whole + " DROP ATTRIBUTE " + column;
        }
        return difference.whole() != null && difference.whole().contains("view ")
                ? "make the view again without " + column
                : "ALTER TABLE " + whole + " DROP COLUMN " + column;
    }

    private static String upper(String kind) {
        return kind.toUpperCase(Locale.ROOT);
    }
}
