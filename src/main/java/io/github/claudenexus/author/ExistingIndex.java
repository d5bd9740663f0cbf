package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The index of a name on a table.
 *
 * @param text its name as a statement may use it
 * @param definition as pg_get_indexdef writes it
 * @param valid whether PostgreSQL uses it
 */
public record ExistingIndex(String text, String definition, boolean valid) {

    // The server knows how it folds and cuts the name that is written.
    static final String SQL = """
            SELECT i.indexrelid::regclass::text AS text, pg_get_indexdef(i.indexrelid) AS definition,
                i.indisvalid AS valid
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.relname = (parse_ident(?))[1]::name AND i.indrelid = to_regclass(?)""";

    /** The one that a statement would meet under the name it asks for, on that table. */
    static Optional<ExistingIndex> find(Connection connection, String name, String table) throws SQLException {
        return Statements.query(
                        connection,
                        SQL,
                        row -> new ExistingIndex(
                                row.getString("text"), row.getString("definition"), row.getBoolean("valid")),
                        name,
                        table)
                .stream()
                .findFirst();
    }

    /** The same, where it is invalid. */
    public static Optional<ExistingIndex> invalid(Connection connection, String name, String table)
            throws SQLException {
        return find(connection, name, table).filter(index -> !index.valid());
    }
}
