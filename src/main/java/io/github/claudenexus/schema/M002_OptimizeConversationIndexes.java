package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Guards.IndexState;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;

/**
 * Leaves behind two indexes on api_requests in the order of conversations: one to walk a conversation, and one that
 * covers the dashboard's list of conversations. Where the successor of the first is there already (004 replaces it),
 * the first is not built again only to be dropped.
 */
public final class M002_OptimizeConversationIndexes implements Migration {

    static final Index BY_TIME = Index.of(
            "idx_requests_conversation_timestamp",
            Requests.TABLE,
            "(conversation_id, \"timestamp\") WHERE (conversation_id IS NOT NULL)");

    private static final Index DETAIL = Index.of(
            "idx_requests_conversation_detail",
            Requests.TABLE,
            "(conversation_id, \"timestamp\") INCLUDE (request_id, domain, model, total_tokens, branch_id)"
                    + " WHERE (conversation_id IS NOT NULL)");

    @Override
    public void up(Database database) throws SQLException {
        Indexes.noteFound(database, List.of(BY_TIME, DETAIL));
    }

    @Override
    public void online(Online online) throws SQLException {
        Indexes.build(online, wanted(online));
        online.analyze(Requests.TABLE);
    }

    @Override
    public String note() {
        return "Indexes to walk a conversation and for the dashboard's list of conversations";
    }

    @Override
    public boolean safeToRepeat() {
        return true;
    }

    @Override
    public void down(Database database) throws SQLException {
        Indexes.drop(database, List.of(BY_TIME, DETAIL));
    }

    @Override
    public void verify(Database database) throws SQLException {
        Indexes.verify(database, wanted(database));
    }

    private static List<Index> wanted(Database database) throws SQLException {
        Index successor = M004_OptimizeConversationWindowFunctions.BY_TIME_AND_REQUEST;
        return database.has().index(successor) == IndexState.PRESENT ? List.of(DETAIL) : List.of(BY_TIME, DETAIL);
    }
}
