package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;

/** The table streaming_chunks: the pieces of a streamed response. */
final class StreamingChunks {

    static final String TABLE = "streaming_chunks";
    static final Index BY_REQUEST =
            Index.of("idx_chunks_request_id", TABLE, "(request_id)").formerly("idx_streaming_chunks_request_id");

    private static final String KEY = "streaming_chunks_request_id_chunk_index_key";
    private static final String UNIQUE = "UNIQUE (request_id, chunk_index)";
    private static final ForeignKey REQUEST = new ForeignKey(TABLE, "request_id", " ON DELETE CASCADE");
    private static final List<Column> DEMANDED = List.of(
            Column.of("id", "integer"),
            Column.of("request_id", "uuid"),
            Column.of("chunk_index", "integer"),
            Column.of("timestamp", "timestamp with time zone"),
            Column.of("data", "text"));
    private static final List<Column> ADDED = List.of(
            Column.of("token_count", "integer").byDefault("0"),
            Column.of("created_at", "timestamp with time zone").byDefault("now()"));

    private StreamingChunks() {}

    static void precheck(Database database) throws SQLException {
        if (database.has().table(TABLE)) {
            Column.precheck(database, TABLE, DEMANDED, true);
            Column.precheck(database, TABLE, ADDED, false);
        }
    }

    static void make(Database database) throws SQLException {
        boolean found = database.has().table(TABLE);
        if (found) {
            database.found("table " + TABLE);
        } else {
            database.execute("""
                    CREATE TABLE streaming_chunks (
                        id SERIAL PRIMARY KEY,
                        request_id UUID NOT NULL,
                        chunk_index INTEGER NOT NULL,
                        timestamp TIMESTAMPTZ NOT NULL,
                        data TEXT NOT NULL,
                        CONSTRAINT streaming_chunks_request_id_chunk_index_key UNIQUE (request_id, chunk_index))
                    """);
        }
        Column.ensure(database, TABLE, ADDED);
        REQUEST.add(database);
        if (!found) {
            database.createIndex(BY_REQUEST);
        }
        database.execute("""
                COMMENT ON TABLE streaming_chunks IS
                'The pieces of streamed responses as they arrived, numbered within their request'
                """);
        database.execute("COMMENT ON COLUMN streaming_chunks.chunk_index IS 'Place within the response, from 0'");
        database.execute("COMMENT ON COLUMN streaming_chunks.data IS 'The event as it was sent, unparsed'");
    }

    static void complete(Online online) throws SQLException {
        if (!isUnique(online)) {
            makeUnique(online);
        }
        REQUEST.validate(online);
        Indexes.build(online, List.of(BY_REQUEST));
    }

    static void verify(Database database) throws SQLException {
        Column.verify(database, TABLE, DEMANDED);
        Column.verify(database, TABLE, ADDED);
        REQUEST.verify(database);
        if (!isUnique(database)) {
            throw new AssertionError("Table streaming_chunks has no constraint %s.".formatted(UNIQUE));
        }
        Indexes.verify(database, List.of(BY_REQUEST));
    }

    private static boolean isUnique(Database database) throws SQLException {
        return database.query("""
                        SELECT EXISTS (
                            SELECT FROM pg_constraint
                            WHERE conrelid = to_regclass(?) AND pg_get_constraintdef(oid) = ?)
                        """, row -> row.getBoolean(1), TABLE, UNIQUE).contains(true);
    }

    private static void makeUnique(Online online) throws SQLException {
        List<String> twice = online.query("""
                SELECT request_id || ', ' || chunk_index FROM streaming_chunks
                GROUP BY request_id, chunk_index HAVING count(*) > 1 LIMIT 1
                """, row -> row.getString(1));
        if (!twice.isEmpty()) {
            throw new IllegalStateException(
                    "Table streaming_chunks holds a chunk twice, the first being (request_id, chunk_index) = (%s)."
                                    .formatted(twice.get(0))
                            + " Decide which of the rows to keep, and run migrate again.");
        }
        Indexes.build(online, List.of(Index.unique(KEY, TABLE, "(request_id, chunk_index)")));
        online.execute("ALTER TABLE streaming_chunks ADD CONSTRAINT %1$s UNIQUE USING INDEX %1$s".formatted(KEY));
    }
}
