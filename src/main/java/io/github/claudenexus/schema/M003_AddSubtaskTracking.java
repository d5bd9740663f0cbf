package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.util.List;

/**
 * Leaves behind, on api_requests, the columns that tell which Task calls a response made and which conversations they
 * started, with their indexes; and the rows that were there before filled in: each Task call in task_tool_invocation,
 * and each conversation that such a call started linked to it, from both sides.
 */
public final class M003_AddSubtaskTracking implements Migration {

    private static final List<Column> COLUMNS = List.of(
            Column.of("parent_task_request_id", "uuid").saying("The request whose Task call started this conversation"),
            Column.of("is_subtask", "boolean")
                    .byDefault("false")
                    .saying("Whether a Task call started this conversation"),
            Column.of("task_tool_invocation", "jsonb")
                    .saying("The Task calls of the answer: an array of id, name, prompt, description and, once known,"
                            + " linked_conversation_id"));

    private static final ForeignKey PARENT = new ForeignKey(Requests.TABLE, "parent_task_request_id", "");

    private static final List<Index> INDEXES = List.of(
            Index.of("idx_requests_parent_task_request_id", Requests.TABLE, "(parent_task_request_id)"),
            Index.of("idx_requests_is_subtask", Requests.TABLE, "(is_subtask)"),
            Index.of(
                    "idx_requests_task_tool_invocation_gin",
                    Requests.TABLE,
                    "USING gin (task_tool_invocation) WHERE (task_tool_invocation IS NOT NULL)"));

    @Override
    public void precheck(Database database) throws Exception {
        Column.precheck(database, Requests.TABLE, COLUMNS, false);
    }

    @Override
    public void up(Database database) throws Exception {
        Column.ensure(database, Requests.TABLE, COLUMNS);
        PARENT.add(database);
    }

    @Override
    public void online(Online online) throws Exception {
        PARENT.validate(online);
        online.batches("task calls", new TaskCalls());
        online.batches("sub-tasks", new SubtaskLinks());
        Indexes.build(online, INDEXES);
        online.analyze(Requests.TABLE);
    }

    @Override
    public String note() {
        return "Columns and indexes for sub-tasks; fills existing rows in batches";
    }

    @Override
    public boolean safeToRepeat() {
        return true;
    }

    @Override
    public void down(Database database) throws Exception {
        Column.drop(database, Requests.TABLE, COLUMNS);
    }

    @Override
    public void verify(Database database) throws Exception {
        Column.verify(database, Requests.TABLE, COLUMNS);
        PARENT.verify(database);
        Indexes.verify(database, INDEXES);
    }
}
