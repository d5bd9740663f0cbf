package io.github.claudenexus.schema;

import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;

/** A database as text: what the schema demands of it, or all that it holds. */
final class Picture {

    /** What 003 and 005 are there to fill. */
    private static final String FILLED = "'task_tool_invocation', 'parent_task_request_id', 'is_subtask', 'account_id'";

    private Picture() {}

    /** The demanded objects and nothing else, so that all databases look alike. */
    static String demanded(TestDatabase database) throws SQLException, IOException {
        return database.value(resource("demanded.sql"));
    }

    /** Every index, constraint and column there is. */
    static String everything(TestDatabase database) throws SQLException {
        return database.value("""
                SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
                    SELECT pg_get_indexdef(indexrelid) || indisvalid AS line FROM pg_index i
                    JOIN pg_class c ON c.oid = i.indrelid WHERE c.relname IN ('api_requests', 'streaming_chunks', 'hourly_stats')
                    UNION ALL SELECT conrelid::regclass || pg_get_constraintdef(oid) || conname FROM pg_constraint
                    WHERE conrelid IN (to_regclass('api_requests'), to_regclass('streaming_chunks'))
                    UNION ALL SELECT attrelid::regclass || attname || atttypid::regtype FROM pg_attribute
                    WHERE NOT attisdropped AND attrelid IN (
                        to_regclass('api_requests'), to_regclass('streaming_chunks'), to_regclass('hourly_stats'))
                    UNION ALL SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'refresh%') l
                """);
    }

    /** Row versions: changes when any row is written, even with equal content. */
    static String versions(TestDatabase database) throws SQLException {
        return database.value("""
                SELECT md5(string_agg(x, ',' ORDER BY x)) FROM (
                    SELECT request_id || ':' || xmin || ctid AS x FROM api_requests
                    UNION ALL SELECT id || ':' || xmin || ctid FROM streaming_chunks) v
                """);
    }

    /** The columns a table has now, without those the migrations fill, as a list to select. */
    static String columns(TestDatabase database, String table) throws SQLException {
        return database.value("""
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attname) FROM pg_attribute
                WHERE attrelid = to_regclass('%s') AND attnum > 0 AND NOT attisdropped AND attname NOT IN (%s)
                """.formatted(table, FILLED));
    }

    /** A table's rows over some columns. */
    static String rows(TestDatabase database, String table, String columns) throws SQLException {
        return database.value("SELECT count(*) || ' ' || coalesce(md5(string_agg(r::text, ',' ORDER BY r::text)), '')"
                + " FROM (SELECT " + columns + " FROM " + table + ") r");
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Picture.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
