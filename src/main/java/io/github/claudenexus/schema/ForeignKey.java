package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;

/**
 * A foreign key to api_requests that is put on a table of any size: first for new rows only, which needs no scan, then
 * validated while the service works. An equal one under another name will do; any other from that column to the same
 * target goes, for the strictest of two keys would decide what becomes of the rows.
 *
 * @param table the table that refers
 * @param column its column
 * @param action what follows the referenced column, with a leading space; empty for none
 */
record ForeignKey(String table, String column, String action) {

    /** What the catalog has. */
    private record ExistingKey(String name, boolean valid, String definition) {}

    /** Adds it unless there is an equal one, in place of those that differ only in what they do. */
    void add(Database database) throws SQLException {
        dropDiffering(database);
        List<ExistingKey> all = all(database);
        for (ExistingKey found : all) {
            if (isWanted(found)) {
                database.found("constraint " + found.name);
                return;
            }
        }
        if (all.stream().anyMatch(found -> found.name.equals(name()))) {
            database.execute("ALTER TABLE %s RENAME CONSTRAINT %s TO %s_old".formatted(table, name(), name()));
        }
        database.execute("ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID".formatted(table, name(), definition()));
    }

    private void dropDiffering(Database database) throws SQLException {
        for (ExistingKey found : all(database)) {
            if (differs(found)) {
                database.found("constraint " + found.name);
                database.execute("ALTER TABLE %s DROP CONSTRAINT %s".formatted(table, quoted(found.name)));
                database.log("Constraint %s on %s was defined otherwise (%s); in its place there is now: %s."
                        .formatted(found.name, table, found.definition, definition()));
            }
        }
    }

    /**
     * Validates it. Rows that refer to a request which is gone, written while the key was missing, are not
     * deleted here: then the key stays as it is, and holds for new rows only.
     */
    void validate(Online online) throws SQLException {
        for (ExistingKey found : all(online)) {
            if (!isWanted(found) || found.valid) {
                continue;
            }
            if (hasOrphans(online)) {
                online.log("Constraint %s on %s holds for new rows only: older rows refer to requests that are gone."
                                .formatted(found.name, table)
                        + " Once they are put right: ALTER TABLE %s VALIDATE CONSTRAINT %s"
                                .formatted(table, found.name));
            } else {
                online.execute("ALTER TABLE %s VALIDATE CONSTRAINT %s".formatted(table, quoted(found.name)));
            }
        }
    }

    void verify(Database database) throws SQLException {
        List<ExistingKey> all = all(database);
        if (all.stream().noneMatch(this::isWanted)) {
            throw new AssertionError("Table %s has no constraint %s.".formatted(table, definition()));
        }
        for (ExistingKey found : all) {
            if (differs(found)) {
                throw new AssertionError("Table %s has a second constraint on %s, which is defined otherwise: %s, %s."
                        .formatted(table, column, found.name, found.definition));
            }
        }
    }

    /** The name PostgreSQL would give it. */
    private String name() {
        return table + "_" + column + "_fkey";
    }

    private String definition() {
        return target() + action;
    }

    private String target() {
        return "FOREIGN KEY (%s) REFERENCES api_requests(request_id)".formatted(column);
    }

    private boolean isWanted(ExistingKey found) {
        return found.definition.equals(definition()) || found.definition.equals(definition() + " NOT VALID");
    }

    private boolean differs(ExistingKey found) {
        return found.definition.startsWith(target()) && !isWanted(found);
    }

    private List<ExistingKey> all(Database database) throws SQLException {
        return database.query(
                """
                SELECT conname, convalidated, pg_get_constraintdef(oid)
                FROM pg_constraint
                WHERE conrelid = to_regclass(?) AND contype = 'f'
                ORDER BY conname
                """, row -> new ExistingKey(row.getString(1), row.getBoolean(2), row.getString(3)), table);
    }

    private boolean hasOrphans(Database database) throws SQLException {
        String sql = """
                SELECT EXISTS (
                    SELECT FROM %1$s t
                    WHERE t.%2$s IS NOT NULL
                      AND NOT EXISTS (SELECT FROM api_requests r WHERE r.request_id = t.%2$s))
                """.formatted(table, column);
        return database.query(sql, row -> row.getBoolean(1)).contains(true);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
