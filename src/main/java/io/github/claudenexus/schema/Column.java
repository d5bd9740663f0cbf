package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

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

    /** Refuses a column that is there and cannot hold what this schema writes; and, where all must be there, a gap. */
    static void precheck(Database database, String table, List<Column> columns, boolean all) throws SQLException {
        for (Column column : columns) {
            Optional<String> found = database.has().columnType(table, column.name);
            if (found.isEmpty() ? all : !column.holds(found.get())) {
                throw wrongShape("column %s.%s is %s; it should be %s"
                        .formatted(table, column.name, found.orElse("missing"), column.type));
            }
        }
    }

    /** What refuses a database that these migrations do not fit on. */
    static IllegalStateException wrongShape(String what) {
        return new IllegalStateException("The database has another shape than this migration builds on: " + what);
    }

    /** Drops columns, and with them every index and constraint on them. */
    static void drop(Database database, String table, List<Column> columns) throws SQLException {
        for (Column column : columns) {
            database.execute("ALTER TABLE %s DROP COLUMN IF EXISTS %s".formatted(table, column.name));
        }
    }

    private void ensure(Database database, String table) throws SQLException {
        boolean made = database.addColumn(table, name, byDefault.isEmpty() ? type : type + " DEFAULT " + byDefault);
        if (!made && !byDefault.isEmpty() && !isDefault(defaultIn(database, table))) {
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
        if (!byDefault.isEmpty() && !isDefault(foundDefault)) {
            throw new AssertionError("Column %s.%s has the default %s; it should be %s."
                    .formatted(table, name, foundDefault.isEmpty() ? "NULL" : foundDefault, byDefault));
        }
    }

    /** Whether a column of the type found can hold every value of this one; other databases have wider ones. */
    private boolean holds(String found) {
        if (found.equals(type)) {
            return true;
        }
        if (type.equals("integer")) {
            return found.equals("bigint") || found.equals("numeric");
        }
        return type.startsWith("character")
                && (found.equals("text")
                        || found.equals(VARYING)
                        || (found.startsWith(VARYING) && length(found) >= length(type)));
    }

    private static int length(String limited) {
        return Integer.parseInt(limited.substring(limited.indexOf('(') + 1, limited.length() - 1));
    }

    /** Whether a default is this one; in a wider column it has another cast. */
    private boolean isDefault(String found) {
        return withoutCasts(found).equals(withoutCasts(byDefault));
    }

    private static String withoutCasts(String expression) {
        return expression.replaceAll("::[a-z ]+|[()]", "");
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
