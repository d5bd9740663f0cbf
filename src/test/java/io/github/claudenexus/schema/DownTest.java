package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each down leaves the database as its up met it; each verify sees what is missing. */
class DownTest {

    private static final List<Migration> ALL = List.of(
            new M000_InitDatabase(),
            new M001_AddConversationTracking(),
            new M002_OptimizeConversationIndexes(),
            new M003_AddSubtaskTracking(),
            new M004_OptimizeConversationWindowFunctions(),
            new M005_PopulateAccountIds());

    @Test
    void eachDownUndoesItsUp() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            List<String> before = new ArrayList<>();
            for (int number = 0; number < ALL.size(); number++) {
                before.add(Picture.everything(database));
                SchemaRun.migrateTo(database, number);
            }
            for (int number = ALL.size() - 1; number >= 0; number--) {
                down(database, number);
                assertThat(Picture.everything(database))
                        .as("after down of %d", number)
                        .isEqualTo(before.get(number));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, ALTER TABLE api_requests DROP error, 'Column api_requests.error is missing'",
        "0, ALTER TABLE api_requests ALTER first_token_ms TYPE smallint, 'is smallint; it should be integer'",
        "0, ALTER TABLE api_requests ALTER total_tokens DROP DEFAULT, 'has the default NULL; it should be 0'",
        "0, DROP INDEX idx_requests_model, 'Index idx_requests_model on api_requests is missing'",
        "0, UPDATE pg_index SET indisvalid = false WHERE indexrelid = \"idx_chunks_request_id\"::regclass, 'left invalid'",
        "0, ALTER TABLE streaming_chunks DROP CONSTRAINT streaming_chunks_request_id_fkey, 'no constraint FOREIGN KEY'",
        "0, ALTER TABLE streaming_chunks DROP CONSTRAINT streaming_chunks_request_id_chunk_index_key, 'UNIQUE'",
        "0, ALTER TABLE api_requests DROP CONSTRAINT api_requests_pkey CASCADE, 'PRIMARY KEY'",
        "0, DROP FUNCTION refresh_hourly_stats(), 'function refresh_hourly_stats() is missing'",
        "0, REFRESH MATERIALIZED VIEW hourly_stats WITH NO DATA, 'is not populated'",
        "0, DROP MATERIALIZED VIEW hourly_stats, 'view hourly_stats is missing'",
        "0, ALTER MATERIALIZED VIEW hourly_stats RENAME model TO mode, 'view hourly_stats is defined otherwise'",
        "0, ALTER TABLE streaming_chunks ADD FOREIGN KEY (request_id) REFERENCES api_requests, 'a second constraint'",
        "1, ALTER TABLE api_requests DROP branch_id, 'Column api_requests.branch_id is missing'",
        "2, DROP INDEX idx_requests_conversation_detail, 'idx_requests_conversation_detail'",
        "3, ALTER TABLE api_requests DROP CONSTRAINT api_requests_parent_task_request_id_fkey, 'FOREIGN KEY'",
        "4, DROP INDEX idx_requests_conversation_subtask, 'idx_requests_conversation_subtask'",
        "5, DROP INDEX idx_requests_account_timestamp, 'idx_requests_account_timestamp'"
    })
    void eachVerifySeesWhatIsMissing(int number, String damage, String words) throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect()) {
            SchemaRun.migrate(database);
            database.execute(damage.replace("\"", "'"));

            assertThatThrownBy(() -> ALL.get(number).verify(SchemaRun.author(connection)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(words);
        }
    }

    private static void down(TestDatabase database, int number) throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            ALL.get(number).down(SchemaRun.author(connection));
            connection.commit();
        }
        database.execute("DELETE FROM nexus_migrations WHERE version::int = " + number);
    }
}
