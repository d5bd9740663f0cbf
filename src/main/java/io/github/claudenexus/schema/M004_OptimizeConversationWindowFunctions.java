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
        if (!repeatingKey(database).isEmpty()) {
            database.found("index " + REPEATED);
        }
    }

    @Override
    public void online(Online online) throws SQLException {
        Indexes.build(online, INDEXES);
        IndexState replaced = online.has().index(M002_OptimizeConversationIndexes.BY_TIME);
        if (replaced == IndexState.PRESENT || replaced == IndexState.INVALID) {
            dropEach(online, onRequests(online, M002_OptimizeConversationIndexes.BY_TIME.name(), ""));
        }
        dropEach(online, repeatingKey(online));
        online.analyze(Requests.TABLE);
    }

    @Override
    public String note() {
        return "Indexes for window functions over a conversation; drops those they replace";
    }

    @Override
    public boolean safeToRepeat() {
        return true;
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

    private static void dropEach(Online online, List<String> indexes) throws SQLException {
        for (String index : indexes) {
            online.dropIndex(index);
        }
    }

    /** The index that repeats the primary key, unless a constraint or replication rests on it. */
    private static List<String> repeatingKey(Database database) throws SQLException {
        return onRequests(database, REPEATED, """
                AND pg_get_indexdef(i.indexrelid) LIKE '% USING btree (request_id)'
                AND NOT i.indisreplident
                AND NOT EXISTS (SELECT FROM pg_constraint t WHERE t.conindid = i.indexrelid)
                """);
    }

    /** The full name of the index of this name on api_requests: another schema may have one of that name too. */
    private static List<String> onRequests(Database database, String name, String condition) throws SQLException {
        String sql = """
                SELECT i.indexrelid::regclass::text
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE c.relname = ? AND i.indrelid = to_regclass('api_requests')
                """;
        return database.query(sql + condition, row -> row.getString(1), name);
    }
}
