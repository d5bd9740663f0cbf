package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table api_requests: its name, and its rows page by page in the order of their primary key. */
final class Requests {

    static final String TABLE = "api_requests";

    private static final UUID LOWEST = new UUID(0, 0);

    private Requests() {}

    /** Some neighbouring rows: all from the first key to the last. */
    record Page(UUID first, UUID last, int rows) {}

    static void precheckKey(Database database) throws SQLException {
        if (!hasKey(database)) {
            throw Column.wrongShape("table api_requests has no PRIMARY KEY (request_id)");
        }
    }

    /** request_id is indexed for joins by the primary key itself. */
    static void verifyKey(Database database) throws SQLException {
        if (!hasKey(database)) {
            throw new AssertionError("Table api_requests has no PRIMARY KEY (request_id).");
        }
    }

    private static boolean hasKey(Database database) throws SQLException {
        return database.query(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
                                + " WHERE conrelid = to_regclass(?) AND contype = 'p'",
                        row -> row.getString(1),
                        TABLE)
                .contains("PRIMARY KEY (request_id)");
    }

    /** The page after a key; from the lowest one when there is none; empty when no row is left. */
    static Optional<Page> pageAfter(Database database, Optional<String> key, int rows) throws SQLException {
        String sql = """
                SELECT request_id FROM api_requests
                WHERE request_id %s ? ORDER BY request_id LIMIT %d
                """.formatted(key.isEmpty() ? ">=" : ">", rows);
        List<UUID> keys = database.query(
                sql,
                row -> row.getObject(1, UUID.class),
                key.map(UUID::fromString).orElse(LOWEST));
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new Page(keys.get(0), keys.get(keys.size() - 1), keys.size()));
    }
}
