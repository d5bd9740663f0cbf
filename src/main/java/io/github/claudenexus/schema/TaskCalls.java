package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import java.sql.SQLException;
import java.util.Optional;

/** Copies the Task calls of each stored response into its row's task_tool_invocation, a page of rows at a time. */
final class TaskCalls implements Batch {

    private static final int ROWS = 2000;

    /**
     * What a row has already wins over what is copied, and nothing of it goes: an element is met again by its id, the
     * nth of one id being the nth. The last condition passes over a row that the proxy has written meanwhile.
     */
    private static final String COPY = """
            UPDATE api_requests r
            SET task_tool_invocation = task.calls
            FROM (
                SELECT p.request_id, p.task_tool_invocation AS before, merged.calls
                FROM api_requests p
                CROSS JOIN LATERAL (
                    SELECT jsonb_agg(
                               CASE WHEN c.call IS NULL THEN k.kept
                                    WHEN k.kept IS NULL THEN c.call
                                    ELSE c.call || k.kept END
                               ORDER BY c.place, k.place) AS calls
                    FROM (
                        SELECT place,
                               coalesce(block -> 'id', 'null') AS id,
                               row_number() OVER (PARTITION BY block -> 'id' ORDER BY place) AS nth,
                               jsonb_build_object(
                                   'id', block -> 'id',
                                   'name', block -> 'name',
                                   'prompt', block -> 'input' -> 'prompt',
                                   'description', block -> 'input' -> 'description') AS call
                        FROM jsonb_array_elements(p.response_body -> 'content') WITH ORDINALITY AS b(block, place)
                        WHERE block @> '{"type": "tool_use", "name": "Task"}') c
                    FULL JOIN (
                        SELECT place,
                               CASE jsonb_typeof(kept) WHEN 'object' THEN coalesce(kept -> 'id', 'null') END AS id,
                               row_number() OVER (PARTITION BY kept -> 'id' ORDER BY place) AS nth,
                               kept
                        FROM jsonb_array_elements(
                            CASE coalesce(jsonb_typeof(p.task_tool_invocation), 'null')
                                WHEN 'null' THEN '[]'
                                WHEN 'array' THEN p.task_tool_invocation
                                ELSE jsonb_build_array(p.task_tool_invocation) END) WITH ORDINALITY AS e(kept, place)) k
                    ON c.id = k.id AND c.nth = k.nth) merged
                WHERE p.request_id BETWEEN ? AND ?
                  AND p.response_body @> '{"content": [{"type": "tool_use", "name": "Task"}]}') task
            WHERE r.request_id = task.request_id
              AND task.calls IS DISTINCT FROM task.before
              AND r.task_tool_invocation IS NOT DISTINCT FROM task.before
            """;

    @Override
    public Reached next(Database database, Optional<String> after) throws SQLException {
        Optional<Requests.Page> page = Requests.pageAfter(database, after, ROWS);
        if (page.isEmpty()) {
            return Reached.END;
        }
        database.execute(COPY, page.get().first(), page.get().last());
        return Reached.at(page.get().last().toString(), page.get().rows());
    }
}
