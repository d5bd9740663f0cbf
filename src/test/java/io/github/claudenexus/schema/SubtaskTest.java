package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rows 003 fills, and with what. Rows and conversations have short names; their ids are the names' MD5. */
class SubtaskTest {

    /** Every link as "call row/element prompt -> conversation". */
    private static final String ELEMENTS = """
            SELECT coalesce(string_agg(format('%s/%s>%s', r.domain, e.place - 1, (
                SELECT c.path FROM api_requests c
                WHERE c.conversation_id::text = e.call ->> 'linked_conversation_id' LIMIT 1)), ' '
                ORDER BY r.domain, e.place), '')
            FROM api_requests r, jsonb_array_elements(r.task_tool_invocation) WITH ORDINALITY e(call, place)
            WHERE e.call ? 'linked_conversation_id'
            """;

    /** Every row that is a sub-task as "row<parent". */
    private static final String ROWS = """
            SELECT coalesce(string_agg(format('%s<%s', r.domain, p.domain), ' ' ORDER BY r.domain), '')
            FROM api_requests r JOIN api_requests p ON p.request_id = r.parent_task_request_id
            WHERE r.is_subtask
            """;

    private final TestDatabase database;

    SubtaskTest() throws SQLException {
        database = TestDatabase.create();
    }

    @BeforeEach
    void upTo002() throws SQLException, IOException {
        SchemaRun.migrateTo(database, 2);
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void linksEachOfSeveralSubtasks() throws Exception {
        call("main", "m", 0, task("t1", "one") + "," + task("t2", "two") + "," + task("t3", "three"));
        said("a1", "a", 1, "\"two\"");
        said("a2", "a", 5, "\"more\"");
        said("b1", "b", 2, "[{\"type\":\"text\",\"text\":\"hint\"},{\"type\":\"image\"},{\"text\":\"one\"}]");
        said("c1", "c", 30, "\"three\"");

        migrate();

        assertThat(elements()).isEqualTo("main/0>b main/1>a main/2>c");
        assertThat(rows()).isEqualTo("a1<main a2<main b1<main c1<main");
        assertThat(database.value("SELECT jsonb_pretty(task_tool_invocation #- '{0,linked_conversation_id}' -> 0) ="
                        + " jsonb_pretty('{\"id\":\"t1\",\"name\":\"Task\",\"prompt\":\"one\",\"description\":\"d\"}')"
                        + " FROM api_requests WHERE domain = 'main'"))
                .isEqualTo("t");
    }

    @Test
    void callsWithOnePromptTakeTheEarliestInOrder() throws Exception {
        call("call1", "m", 0, task("t1", "same") + "," + task("t2", "same"));
        call("call2", "n", 1, task("t3", "same"));
        said("a1", "a", 4, "\"same\"");
        said("b1", "b", 3, "\"same\"");
        said("c1", "c", 5, "\"same\"");
        said("d1", "d", 6, "\"same\"");

        migrate();

        assertThat(elements()).isEqualTo("call1/0>b call1/1>a call2/0>c");
        assertThat(rows()).isEqualTo("a1<call1 b1<call1 c1<call2");
    }

    @Test
    void anEmptyPromptLinksNothing() throws Exception {
        call("call", "m", 0, task("t1", ""));
        said("a1", "a", 1, "\"\"");
        said("b1", "b", 2, "[{\"type\":\"text\",\"text\":\"\"}]");

        migrate();

        assertThat(elements()).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    void leavesAloneWhatDoesNotMatch() throws Exception {
        call("call", "m", 0, task("t1", "p"));
        said("late", "a", 30.000001, "\"p\"");
        said("same time", "b", 0, "\"p\"");
        said("before", "c", -1, "\"p\"");
        said("own", "m", 2, "\"p\"");
        said("other text", "d", 3, "\"P\"");
        said("second1", "e", 4, "\"hello\"");
        said("second2", "e", 5, "\"p\"");
        row(
                "assistant first",
                "f",
                6,
                "'{\"messages\":[{\"role\":\"assistant\",\"content\":\"p\"},"
                        + "{\"role\":\"user\",\"content\":\"q\"}]}'",
                "NULL");

        migrate();

        assertThat(elements()).isEmpty();
        assertThat(rows()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM api_requests WHERE is_subtask"))
                .isEqualTo("0");
    }

    @Test
    void oddRowsAreAccepted() throws Exception {
        row("null body", "a", 1, "NULL", "NULL");
        row("no messages", "b", 1, "'{}'", "'{}'");
        row("messages no array", "c", 1, "'{\"messages\":{\"role\":\"user\",\"content\":\"p\"}}'", "'[]'");
        row(
                "odd messages",
                "d",
                1,
                "'{\"messages\":[1,null,\"x\",{\"role\":\"user\",\"content\":{\"text\":\"p\"}}]}'",
                "'1'");
        row(
                "odd blocks",
                "e",
                1,
                "'{\"messages\":[{\"role\":\"user\",\"content\":[1,null,{},{\"text\":5}]}]}'",
                "'null'");
        row("content text", "f", 0, "NULL", "'{\"content\":\"Task\"}'");
        row("content object", "g", 0, "NULL", "'{\"content\":" + task("x", "p") + "}'");
        call("no input", "h", 0, "{\"type\":\"tool_use\",\"name\":\"Task\",\"id\":\"t1\"}");
        call("no text", "i", 0, "{\"type\":\"tool_use\",\"name\":\"Task\",\"id\":\"t1\",\"input\":{\"prompt\":5}}");
        call(
                "mixed",
                "j",
                0,
                "{\"type\":\"text\",\"text\":\"p\"},null,7,{\"type\":\"tool_use\",\"name\":\"Bash\"},"
                        + task("t9", "p"));
        call("no conversation", "", 0, task("t1", "q"));
        said("y1", "y", 2, "\"q\"");
        said("z1", "z", 2, "\"p\"");

        migrate();

        assertThat(elements()).isEqualTo("mixed/0>z no conversation/0>y");
        assertThat(rows()).isEqualTo("y1<no conversation z1<mixed");
        assertThat(database.value("SELECT string_agg(domain, ',' ORDER BY domain) FROM api_requests"
                        + " WHERE task_tool_invocation IS NOT NULL"))
                .isEqualTo("mixed,no conversation,no input,no text");
    }

    @Test
    void keepsWhatTheOldScriptLinked() throws Exception {
        SchemaRun.migrateTo(database, 2);
        database.execute("ALTER TABLE api_requests ADD parent_task_request_id uuid REFERENCES api_requests,"
                + " ADD is_subtask boolean, ADD task_tool_invocation jsonb");
        call("call1", "m", 0, task("t1", "same"));
        call("call2", "n", 1, task("t2", "same") + "," + task("t3", "same"));
        call("call3", "o", 1.5, task("t4", "same"));
        said("a1", "a", 2, "\"same\"");
        said("b1", "b", 3, "\"same\"");
        said("b2", "b", 9, "\"more\"");
        said("c1", "c", 4, "\"same\"");
        said("d1", "d", 5, "\"same\"");
        database.execute("UPDATE api_requests SET parent_task_request_id = md5('call2')::uuid WHERE domain = 'b1'");
        database.execute("UPDATE api_requests SET task_tool_invocation = jsonb_build_array(jsonb_build_object("
                + "'id', 't1', 'linked_conversation_id', md5('c')::uuid, 'kept', 1)) WHERE domain = 'call1'");

        migrate();

        assertThat(elements()).isEqualTo("call1/0>c call2/0>b call2/1>a call3/0>d");
        assertThat(rows()).isEqualTo("a1<call2 b1<call2 b2<call2 c1<call1 d1<call3");
        assertThat(database.value(
                        "SELECT task_tool_invocation -> 0 ->> 'kept' FROM api_requests" + " WHERE domain = 'call1'"))
                .isEqualTo("1");
    }

    @Test
    void completesWhatIsLinkedAlready() throws Exception {
        SchemaRun.migrateTo(database, 3);
        call("call1", "m", 0, task("t1", "one") + "," + task("t2", "two") + "," + task("t3", "p"));
        call("call2", "n", 1, task("t4", "four"));
        said("a1", "a", 2, "\"one\"");
        said("a2", "a", 99, "\"more\"");
        said("a3", "a", 100, "\"of another\"");
        said("m2", "m", 3, "\"own\"");
        linked("call1", 0, "md5('a')::uuid");
        linked("call1", 1, "'1-2-3-4-5'");
        linked("call1", 2, "md5('m')::uuid");
        database.execute("UPDATE api_requests SET parent_task_request_id = md5('call1')::uuid WHERE domain = 'a1'");
        database.execute("UPDATE api_requests SET parent_task_request_id = md5('call2')::uuid WHERE domain = 'a3'");
        database.execute("DELETE FROM nexus_migrations WHERE version::int = 3");

        migrate();

        assertThat(rows()).isEqualTo("a1<call1 a2<call1");
        assertThat(database.value("SELECT p.domain || r.is_subtask FROM api_requests r JOIN api_requests p"
                        + " ON p.request_id = r.parent_task_request_id WHERE r.domain = 'a3'"))
                .isEqualTo("call2false");
    }

    private void linked(String call, int element, String conversation) throws SQLException {
        database.execute("""
                UPDATE api_requests SET task_tool_invocation = jsonb_set(
                    coalesce(task_tool_invocation, (
                        SELECT jsonb_agg(jsonb_build_object('id', block -> 'id'))
                        FROM jsonb_array_elements(response_body -> 'content') block)),
                    '{%d,linked_conversation_id}', to_jsonb((%s)::text))
                WHERE domain = '%s'
                """.formatted(element, conversation, call));
    }

    private void migrate() throws SQLException, IOException {
        SchemaRun.migrate(database);
        String versions = Picture.versions(database);
        database.execute("DELETE FROM nexus_migrations WHERE version::int >= 3");
        SchemaRun.migrate(database);
        assertThat(Picture.versions(database)).isEqualTo(versions);
    }

    private String elements() throws SQLException {
        return database.value(ELEMENTS);
    }

    private String rows() throws SQLException {
        return database.value(ROWS);
    }

    private static String task(String id, String prompt) {
        return "{\"type\":\"tool_use\",\"name\":\"Task\",\"id\":\"%s\",\"input\":{\"prompt\":\"%s\",\"description\":\"d\"}}"
                .formatted(id, prompt);
    }

    private void call(String name, String conversation, double second, String blocks) throws SQLException {
        row(
                name,
                conversation,
                second,
                "'{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}'",
                "'{\"content\":[%s]}'".formatted(blocks));
    }

    private void said(String name, String conversation, double second, String content) throws SQLException {
        row(
                name,
                conversation,
                second,
                "'{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":%s}]}'"
                        .formatted(content),
                "NULL");
    }

    private void row(String name, String conversation, double second, String body, String response)
            throws SQLException {
        database.execute(
                """
                INSERT INTO api_requests (request_id, domain, path, conversation_id, timestamp, method, body,
                                          response_body)
                SELECT md5('%1$s')::uuid, '%1$s', '%2$s', CASE WHEN '%2$s' <> '' THEN md5('%2$s')::uuid END,
                       '2026-01-01 00:00:00.000001Z'::timestamptz + interval '%3$s seconds', 'POST', %4$s, %5$s
                """.formatted(name, conversation, BigDecimal.valueOf(second).toPlainString(), body, response));
    }
}
