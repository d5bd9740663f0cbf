package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import java.sql.SQLException;
import java.util.List;

/**
 * A column as the schema demands it.
 *
 * @param name its name
 * @param type its type as format_type writes it
 * @param byDefault its default as pg_get_expr writes it; empty for none
 * @param comment its meaning; empty where the name tells it
 */
record Column(String name, String type, String byDefault, String comment) {

    private static final String VARYING = "character varying";

    static Column of(String name, String type) {
        return new Column(name, type, "", "");
    }

    Column byDefault(String value) {
        return new Column(name, type, value, comment);
    }

    Column saying(String sentence) {
        return new Column(name, type, byDefault, sentence);
    }

    static void ensure(Database database, String table, List<Column> columns) throws SQLException {
        for (Column column : columns) {
            column.ensure(database, table);
        }
    }

    static void verify(Database database, String table, List<Column> columns) throws SQLException {
        for (Column column : columns) {
            column.verify(database, table);
        }
    }

    /** Drops columns, and with them every index and constraint on them. */
    static void drop(Database database, String table, List<Column> columns) throws SQLException {
        for (Column column : columns) {
            database.execute("ALTER TABLE %s DROP COLUMN IF EXISTS %s".formatted(table, column.name));
        }
    }

    private void ensure(Database database, String table) throws SQLException {
        boolean made = database.addColumn(table, name, byDefault.isEmpty() ? type : type + " DEFAULT " + byDefault);
        if (!made && !byDefault.isEmpty() && !byDefault.equals(defaultIn(database, table))) {
            database.execute("ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s".formatted(table, name, byDefault));
        }
        if (!comment.isEmpty()) {
            database.execute("COMMENT ON COLUMN %s.%s IS '%s'".formatted(table, name, comment.replace("'", "''")));
        }
    }

    private void verify(Database database, String table) throws SQLException {
        String found = database.has()
                .columnType(table, name)
                .orElseThrow(() -> new AssertionError("Column %s.%s is missing.".formatted(table, name)));
        if (!holds(found)) {
            throw new AssertionError("Column %s.%s is %s; it should be %s.".formatted(table, name, found, type));
        }
        String foundDefault = defaultIn(database, table);
        if (!byDefault.isEmpty() && !byDefault.equals(foundDefault)) {
            throw new AssertionError("Column %s.%s has the default %s; it should be %s."
                    .formatted(table, name, foundDefault.isEmpty() ? "NULL" : foundDefault, byDefault));
        }
    }

    /** Whether a column of the type found can hold every value of this one; older databases have wider texts. */
    private boolean holds(String found) {
        if (found.equals(type)) {
            return true;
        }
        if (!type.startsWith(VARYING)) {
            return false;
        }
        return found.equals("text")
                || found.equals(VARYING)
                || (found.startsWith(VARYING) && length(found) >= length(type));
    }

    private static int length(String varying) {
        return Integer.parseInt(varying.substring(VARYING.length() + 1, varying.length() - 1));
    }

    private String defaultIn(Database database, String table) throws SQLException {
        List<String> found = database.query("""
                SELECT pg_get_expr(d.adbin, d.adrelid)
                FROM pg_attrdef d
                JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                WHERE d.adrelid = to_regclass(?) AND a.attname = ?
                """, row -> row.getString(1), table, name);
        return found.isEmpty() ? "" : found.get(0);
    }
}
