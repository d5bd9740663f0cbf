package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Looks for invalid indexes in the whole database, whoever left them. */
public final class InvalidIndexes {

    private static final String SQL = resource();

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

    private static String resource() {
        try (InputStream file = InvalidIndexes.class.getResourceAsStream("invalid-indexes.sql")) {
            if (file == null) {
                throw new IllegalStateException("invalid-indexes.sql is not in the plugin");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
