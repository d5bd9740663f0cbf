package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;

/**
 * Leaves behind, on api_requests, the columns that group requests into conversations and branches, each with its
 * comment, and an index on each way in: by message hash, conversation, branch and number of messages.
 */
public final class M001_AddConversationTracking implements Migration {

    private static final List<Column> COLUMNS = List.of(
            Column.of("current_message_hash", "character(64)").saying("SHA-256 of the request's last message"),
            Column.of("parent_message_hash", "character(64)")
                    .saying("SHA-256 of the message before it; null at a conversation's start"),
            Column.of("conversation_id", "uuid").saying("The same for all requests of a conversation"),
            Column.of("branch_id", "character varying(255)")
                    .byDefault("'main'::character varying")
                    .saying("The branch within the conversation; main until it forks"),
            Column.of("message_count", "integer").byDefault("0").saying("Messages of the conversation so far"));

    private static final List<Index> INDEXES = List.of(
            Index.of("idx_requests_current_hash", Requests.TABLE, "(current_message_hash)")
                    .formerly("idx_requests_current_message_hash"),
            Index.of("idx_requests_parent_hash", Requests.TABLE, "(parent_message_hash)")
                    .formerly("idx_requests_parent_message_hash"),
            Index.of("idx_requests_conversation_id", Requests.TABLE, "(conversation_id)"),
            Index.of("idx_requests_branch_id", Requests.TABLE, "(branch_id)"),
            Index.of("idx_requests_conversation_branch", Requests.TABLE, "(conversation_id, branch_id)"),
            Index.of("idx_requests_message_count", Requests.TABLE, "(message_count)")
                    .formerly("idx_api_requests_message_count"));

    @Override
    public void precheck(Database database) throws SQLException {
        Column.precheck(database, Requests.TABLE, COLUMNS, false);
    }

    @Override
    public void up(Database database) throws SQLException {
        Column.ensure(database, Requests.TABLE, COLUMNS);
    }

    @Override
    public void online(Online online) throws SQLException {
        Indexes.build(online, INDEXES);
    }

    @Override
    public String note() {
        return "Columns and indexes that group requests into conversations and branches";
    }

    @Override
    public boolean safeToRepeat() {
        return true;
    }

    @Override
    public void down(Database database) throws SQLException {
        Column.drop(database, Requests.TABLE, COLUMNS);
    }

    @Override
    public void verify(Database database) throws SQLException {
        Column.verify(database, Requests.TABLE, COLUMNS);
        Indexes.verify(database, INDEXES);
    }
}
