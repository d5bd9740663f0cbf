package io.github.claudenexus.locks;

import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.locks.Relation.Known;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Reads how large the relations of the target are. */
public final class RelationSizes {

    private static final String SIZES = SqlResource.read(LockReader.class, "sizes.sql");

    private RelationSizes() {}

    /**
     * The sizes by name, with the schema and quoted where that is needed; one query, which only reads. Of a relation that
     * another session holds ACCESS EXCLUSIVE, the catalog's estimate without indexes is taken: to measure it would be to wait.
     *
     * @param connection in a READ ONLY transaction
     */
    public static Map<String, RelationSize> read(Connection connection) throws SQLException {
        Map<String, RelationSize> sizes = new HashMap<>();
        Statements.query(
                        connection,
                        SIZES,
                        row -> Map.entry(
                                row.getString("name"), new RelationSize(row.getLong("rows"), row.getLong("bytes"))))
                .forEach(size -> sizes.put(size.getKey(), size.getValue()));
        return sizes;
    }

    /**
     * The sizes under the names that relations have after a migration: one keeps its size when it is renamed. What has
     * taken the place of a renamed one is taken to be as large.
     */
    static Map<String, RelationSize> renamed(
            Map<String, RelationSize> sizes, Map<Long, Known> before, Map<Long, Known> after) {
        Map<String, RelationSize> renamed = new HashMap<>(sizes);
        after.forEach((oid, now) -> {
            Known then = before.get(oid);
            RelationSize size = then == null ? null : sizes.get(then.relation().name());
            if (size != null) {
                renamed.put(now.relation().name(), size);
            }
        });
        return renamed;
    }
}
