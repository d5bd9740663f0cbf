package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The dashboard's statistics, and its list of conversations. */
class HourlyStatsTest {

    private static final String ROWS = """
            INSERT INTO api_requests (request_id, domain, timestamp, method, path, model, input_tokens, duration_ms,
                                      conversation_id, error)
            SELECT md5('r' || n)::uuid, 'a.example', now(), 'POST', '/', CASE WHEN n % 2 = 0 THEN 'm' END, 10, 100,
                   md5('c' || n / 10)::uuid, repeat('as wide as rows are ', 80)
            FROM generate_series(1, 5000) n
            """;

    @Test
    void isRefreshedWhileItIsRead() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create();
                Connection reader = database.connect();
                Statement read = reader.createStatement()) {
            SchemaRun.migrate(database);
            database.execute(ROWS);
            reader.setAutoCommit(false);
            read.execute("SELECT * FROM hourly_stats");

            database.execute("SET lock_timeout = '2s'; SELECT refresh_hourly_stats()");

            assertThat(database.value("SELECT sum(request_count) || ' ' || sum(total_input_tokens) FROM hourly_stats"
                            + " WHERE model IS NULL"))
                    .isEqualTo("2500 25000");
        }
    }

    @Test
    void isRefreshedInATransactionWhateverTheSearchPath() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            SchemaRun.migrate(database);
            database.execute(ROWS);
            connection.setAutoCommit(false);

            statement.execute("SET search_path = pg_catalog");
            statement.execute("SELECT public.refresh_hourly_stats()");
            statement.execute("SELECT public.refresh_hourly_stats()");
            connection.commit();

            assertThat(database.value("SELECT sum(request_count) FROM hourly_stats"))
                    .isEqualTo("5000");
        }
    }

    @Test
    void conversationListIsAnIndexOnlyScan() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            SchemaRun.migrate(database);
            // VACUUM marks no page all-visible whose commit is not on disk yet.
            database.execute("SET synchronous_commit = on; " + ROWS);
            database.execute("VACUUM ANALYZE api_requests");
            var plan = new StringBuilder();
            try (var rows = statement.executeQuery("""
                    EXPLAIN (ANALYZE, COSTS OFF)
                    SELECT conversation_id, count(request_id), min(timestamp), max(timestamp), sum(total_tokens),
                           array_agg(DISTINCT domain), array_agg(DISTINCT model), array_agg(DISTINCT branch_id)
                    FROM api_requests
                    WHERE conversation_id IS NOT NULL
                    GROUP BY conversation_id
                    """)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString())
                    .contains("Index Only Scan using idx_requests_conversation_detail")
                    .contains("Heap Fetches: 0");
        }
    }
}
