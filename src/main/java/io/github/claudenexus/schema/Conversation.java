package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that begins with one of the prompts asked for.
 *
 * @param prompt that prompt
 * @param began the timestamp of its first request
 * @param parent the request it is linked to already
 */
record Conversation(
        String prompt,
        UUID id,
        OffsetDateTime began,
        @Nullable UUID parent) {

    // Bodies are wide, and MATERIALIZED keeps PostgreSQL from looking into any but those of first requests.
    private static final String BEGUN = """
            WITH begun AS MATERIALIZED (
                SELECT r.conversation_id, r.timestamp, r.request_id, r.body
                FROM api_requests r
                WHERE r.timestamp > ? AND r.timestamp <= ?::timestamptz + interval '30 seconds'
                  AND r.conversation_id IS NOT NULL
                  AND r.request_id = (
                      SELECT f.request_id FROM api_requests f
                      WHERE f.conversation_id = r.conversation_id
                      ORDER BY f.timestamp, f.request_id
                      LIMIT 1))
            SELECT said.text, b.conversation_id, b.timestamp, (
                       SELECT p.parent_task_request_id FROM api_requests p
                       WHERE p.conversation_id = b.conversation_id AND p.parent_task_request_id IS NOT NULL
                       ORDER BY p.timestamp, p.request_id
                       LIMIT 1)
            FROM begun b
            CROSS JOIN LATERAL jsonb_path_query_first(
                b.body, 'strict $.messages[*] ? (@.role == "user")', '{}', true) AS first(message)
            CROSS JOIN LATERAL (
                SELECT first.message ->> 'content' AS text
                WHERE jsonb_typeof(first.message -> 'content') = 'string'
                UNION
                SELECT block ->> 'text'
                FROM jsonb_array_elements(
                    CASE jsonb_typeof(first.message -> 'content') WHEN 'array' THEN first.message -> 'content' END)
                    AS e(block)
                WHERE jsonb_typeof(block -> 'text') = 'string') said
            WHERE said.text = ANY (?)
            ORDER BY b.timestamp, b.request_id
            """;

    /** Those that began after a time and up to 30 seconds after another, earliest first; one for each prompt it says. */
    static List<Conversation> begun(Database database, OffsetDateTime after, OffsetDateTime last, List<String> prompts)
            throws SQLException {
        return database.query(BEGUN, Conversation::of, after, last, prompts.toArray(new String[0]));
    }

    private static Conversation of(ResultSet row) throws SQLException {
        return new Conversation(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class),
                row.getObject(4, UUID.class));
    }
}
