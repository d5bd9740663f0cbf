package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Looks for invalid indexes in the whole database, whoever left them. */
public final class InvalidIndexes {

    private static final String SQL = SqlResource.read(InvalidIndexes.class, "invalid-indexes.sql");

    private InvalidIndexes() {}

    /** All of them but temporary ones and those of system schemas, by name. */
    public static List<InvalidIndex> read(Connection connection) throws SQLException {
        return Statements.query(
                connection,
                SQL,
                row -> new InvalidIndex(
                        row.getString("name"),
                        row.getString("table_name"),
                        InvalidIndex.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getBoolean("under_construction")));
    }
}
