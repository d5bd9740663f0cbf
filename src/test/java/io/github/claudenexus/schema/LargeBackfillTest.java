package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 003 and 005 over 40,000 wide rows, with the profile {@code full} 200,000: stopped half way and resumed, they end as if
 * nothing had happened.
 */
@Tag("slow")
class LargeBackfillTest {

    private static final int ROWS = Boolean.getBoolean("test.full") ? 200_000 : 40_000;

    private static final Map<String, String> ACCOUNTS = Map.of("accounts", "d0=one,d1=two,d2=one");

    private static final String RESULT = """
            SELECT md5(string_agg(md5(r::text), '' ORDER BY request_id)) FROM (
                SELECT request_id, task_tool_invocation, parent_task_request_id, is_subtask, account_id
                FROM api_requests) r
            """;

    @Test
    void anInterruptedBackfillEndsTheSame() throws SQLException, IOException {
        try (TestDatabase undisturbed = large();
                TestDatabase disturbed = undisturbed.copy()) {
            SchemaRun.migrate(undisturbed, ACCOUNTS);

            interrupt(disturbed, "written ->> 'task_tool_invocation' <> '' AND written ->> 'request_id' > '8'");
            interrupt(
                    disturbed, "written ->> 'is_subtask' = 'true' AND written ->> 'path' > '%06d'".formatted(ROWS / 2));
            interrupt(disturbed, "written ->> 'account_id' <> '' AND written ->> 'request_id' > '8'");
            SchemaRun.migrate(disturbed, ACCOUNTS);

            assertThat(undisturbed.value("SELECT count(*) FROM api_requests WHERE is_subtask"))
                    .isEqualTo(Integer.toString(ROWS / 5 - 10));
            assertThat(disturbed.value(RESULT)).isEqualTo(undisturbed.value(RESULT));
        }
    }

    /** A run that stops at the first row for which the condition holds. */
    private static void interrupt(TestDatabase database, String condition) throws SQLException, IOException {
        database.execute("""
                CREATE OR REPLACE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    written jsonb := to_jsonb(NEW) - 'body' - 'response_body';
                BEGIN
                    IF %s THEN RAISE EXCEPTION 'half way'; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER stop BEFORE UPDATE ON api_requests FOR EACH ROW EXECUTE FUNCTION stop();
                """.formatted(condition));

        SchemaRun run = SchemaRun.attempt(database, PlanRequest.ALL, ACCOUNTS);

        assertThat(run.failure()).hasMessageContaining("half way");
        database.execute("DROP TRIGGER stop ON api_requests");
    }

    /**
     * Conversations of 5 requests a second apart. Every tenth begins with a response of two Task calls of one prompt,
     * and the next two conversations with that prompt.
     */
    private static TestDatabase large() throws SQLException, IOException {
        TestDatabase database = TestDatabase.create();
        SchemaRun.migrateTo(database, 0);
        database.execute("""
                ALTER TABLE api_requests ADD conversation_id uuid;
                CREATE TABLE wide AS
                SELECT g AS id, string_agg(md5(g || '.' || n), ' ') AS text
                FROM generate_series(0, 99) g, generate_series(1, 75) n GROUP BY g;
                INSERT INTO api_requests (request_id, domain, timestamp, method, path, conversation_id, body, response_body)
                SELECT md5('r' || n)::uuid, 'd' || n % 4, '2026-01-01Z'::timestamptz + n * interval '1 second', 'POST',
                       lpad(n::text, 6, '0'), md5('c' || n / 5)::uuid,
                       jsonb_build_object('messages', jsonb_build_array(
                           jsonb_build_object('role', 'user', 'content', CASE
                               WHEN n % 50 IN (5, 10) THEN to_jsonb('prompt ' || n / 500)
                               ELSE jsonb_build_array(jsonb_build_object('type', 'text', 'text', 'hello ' || n)) END),
                           jsonb_build_object('role', 'assistant', 'content', w.text))),
                       jsonb_build_object('content', jsonb_build_array(jsonb_build_object('type', 'text', 'text', left(w.text, 300)))
                           || CASE WHEN n % 50 = 0 THEN jsonb_build_array(t.call, t.call) ELSE '[]' END)
                FROM generate_series(1, ROWS) n
                JOIN wide w ON w.id = n % 100
                CROSS JOIN LATERAL (SELECT jsonb_build_object(
                    'type', 'tool_use', 'name', 'Task', 'id', 'toolu_' || n,
                    'input', jsonb_build_object('prompt', 'prompt ' || n / 500, 'description', 'd')) AS call) t
                """.replace("ROWS", Integer.toString(ROWS)));
        return database;
    }
}
