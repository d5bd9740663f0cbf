package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Guards.IndexState;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;

/**
 * Leaves behind the two indexes on api_requests that window functions over a conversation need, and drops those they
 * make redundant: idx_requests_conversation_timestamp, and an idx_requests_request_id that repeats the primary key.
 */
public final class M004_OptimizeConversationWindowFunctions implements Migration {

    static final Index BY_TIME_AND_REQUEST = Index.of(
            "idx_requests_conversation_timestamp_id",
            Requests.TABLE,
            "(conversation_id, \"timestamp\" DESC, request_id DESC) WHERE (conversation_id IS NOT NULL)");

    private static final Index SUBTASK = Index.of(
            "idx_requests_conversation_subtask",
            Requests.TABLE,
            "(conversation_id, is_subtask, \"timestamp\", request_id) WHERE (conversation_id IS NOT NULL)");

    private static final List<Index> INDEXES = List.of(BY_TIME_AND_REQUEST, SUBTASK);
    private static final String REPEATED = "idx_requests_request_id";

    @Override
    public void up(Database database) throws SQLException {
        Indexes.noteFound(database, INDEXES);
        if (repeatsKey(database)) {
            database.found("index " + REPEATED);
        }
    }

    @Override
    public void online(Online online) throws SQLException {
        Indexes.build(online, INDEXES);
        IndexState replaced = online.has().index(M002_OptimizeConversationIndexes.BY_TIME);
        if (replaced == IndexState.PRESENT || replaced == IndexState.INVALID) {
            online.dropIndex(M002_OptimizeConversationIndexes.BY_TIME.name());
        }
        if (repeatsKey(online)) {
            online.dropIndex(REPEATED);
        }
        online.analyze(Requests.TABLE);
    }

    @Override
    public void down(Database database) throws SQLException {
        Indexes.build(database, List.of(M002_OptimizeConversationIndexes.BY_TIME));
        Indexes.drop(database, INDEXES);
    }

    @Override
    public void verify(Database database) throws SQLException {
        Indexes.verify(database, INDEXES);
        Requests.verifyKey(database);
        if (database.has().index(M002_OptimizeConversationIndexes.BY_TIME) == IndexState.PRESENT) {
            throw new AssertionError("Index idx_requests_conversation_timestamp is redundant and still there.");
        }
    }

    /** Whether there is an index of that name on request_id alone, which no constraint rests on. */
    private static boolean repeatsKey(Database database) throws SQLException {
        return database.query("""
                        SELECT EXISTS (
                            SELECT FROM pg_index i
                            WHERE i.indexrelid = to_regclass(?)
                              AND pg_get_indexdef(i.indexrelid) LIKE '% (request_id)'
                              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid))
                        """, row -> row.getBoolean(1), REPEATED).contains(true);
    }
}
