package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From every state a database may be in, one migrate makes it whole, and loses nothing. */
class OldStatesTest {

    private static final Pattern BASE = Pattern.compile("-- on: (\\S+)");

    private static String demanded = "";

    @BeforeAll
    static void migrateAnEmptyDatabase() throws SQLException, IOException {
        try (TestDatabase empty = TestDatabase.create()) {
            SchemaRun.migrate(empty);
            demanded = Picture.demanded(empty);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after-000-001-005",
                "oldest-shape-with-rows",
                "after-init-script",
                "after-init-script-with-view",
                "after-init-script-and-scripts",
                "mixture-broken-indexes",
                "mixture-view-without-column",
                "mixture-chunks-without-constraints",
                "mixture-other-constraint-names",
                "mixture-without-defaults",
                "mixture-half-of-003",
                "mixture-keys-without-cascade",
                "mixture-view-with-dependents",
                "mixture-view-of-another-window"
            })
    void oldStatesEndAsTheCurrentSchema(String state) throws SQLException, IOException {
        try (TestDatabase database = old(state)) {
            String requestColumns = Picture.columns(database, "api_requests");
            String chunkColumns = Picture.columns(database, "streaming_chunks");
            String requests = Picture.rows(database, "api_requests", requestColumns);
            String chunks = Picture.rows(database, "streaming_chunks", chunkColumns);

            SchemaRun.migrate(database);

            assertThat(Picture.demanded(database)).isEqualTo(demanded);
            assertThat(Picture.rows(database, "api_requests", requestColumns)).isEqualTo(requests);
            assertThat(Picture.rows(database, "streaming_chunks", chunkColumns)).isEqualTo(chunks);
            database.execute("SET search_path = pg_catalog; SELECT public.refresh_hourly_stats()");
            assertThat(database.value(
                            "SELECT sum(request_count) = (SELECT count(*) FROM api_requests) FROM hourly_stats"))
                    .isEqualTo("t");
            secondRunChangesNothing(database);
        }
    }

    @Test
    void secondRunOnAnEmptyDatabaseChangesNothing() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create()) {
            SchemaRun.migrate(database);
            secondRunChangesNothing(database);
        }
    }

    @Test
    void anEmptyDatabaseHasNothingAlreadyThere() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create()) {
            SchemaRun.migrate(database);

            assertThat(database.value("SELECT string_agg(already_there::text, '') FROM nexus_migrations"))
                    .isEqualTo("{}{}{}{}{}{}");
        }
    }

    @Test
    void theOlderOfTwoEqualIndexesIsDropped() throws SQLException, IOException {
        try (TestDatabase database = old("after-init-script-and-scripts")) {
            SchemaRun run = SchemaRun.migrate(database);

            assertThat(database.value("""
                            SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
                            WHERE relkind = 'i' AND (relname LIKE 'idx_api%' OR relname LIKE '%message%'
                                OR relname ~ 'requests_(domain|timestamp|model|request_type|.*hash)$'
                                OR relname LIKE 'our%' OR relname = 'unlike' OR relname LIKE '%conversation_branch')
                            """))
                    .isEqualTo("idx_requests_conversation_branch idx_requests_current_hash idx_requests_domain"
                            + " idx_requests_message_count idx_requests_model idx_requests_parent_hash"
                            + " idx_requests_request_type idx_requests_system_hash idx_requests_timestamp"
                            + " our_own_models unlike");
            assertThat(run.lines())
                    .contains(
                            "says: Index idx_api_requests_domain on api_requests is dropped: it repeats"
                                    + " idx_requests_domain under an older name.",
                            "says: Index our_own_models on api_requests repeats idx_requests_model. If nothing names"
                                    + " it: DROP INDEX CONCURRENTLY our_own_models");
            assertThat(alreadyThere(database, 1))
                    .contains("idx_requests_conversation_branch (then named our_own_branches)")
                    .contains("idx_requests_message_count (then named idx_api_requests_message_count)");
        }
    }

    @Test
    void anEqualIndexThatTheTableIsClusteredOnIsKept() throws SQLException, IOException {
        try (TestDatabase database = old("after-init-script-and-scripts")) {
            database.execute("CLUSTER api_requests USING idx_api_requests_domain");

            SchemaRun.migrate(database);

            assertThat(database.value("SELECT indisclustered FROM pg_index"
                            + " WHERE indexrelid = 'idx_api_requests_domain'::regclass"))
                    .isEqualTo("t");
        }
    }

    @Test
    void columnsThatHoldMoreAreKept() throws SQLException, IOException {
        Map<String, String> types = Map.of(
                "streaming_chunks.id", "bigint",
                "streaming_chunks.chunk_index", "bigint",
                "streaming_chunks.token_count", "bigint",
                "api_requests.input_tokens", "bigint",
                "api_requests.duration_ms", "numeric",
                "api_requests.path", "text",
                "api_requests.current_message_hash", "text",
                "api_requests.parent_message_hash", "character varying(64)",
                "api_requests.model", "character varying");
        try (TestDatabase database = old("after-init-script")) {
            for (Map.Entry<String, String> column : types.entrySet()) {
                String[] names = column.getKey().split("\\.", -1);
                database.execute("ALTER TABLE %s ALTER %s TYPE %s".formatted(names[0], names[1], column.getValue()));
            }

            SchemaRun.migrate(database);

            for (Map.Entry<String, String> column : types.entrySet()) {
                String[] names = column.getKey().split("\\.", -1);
                assertThat(database.value("""
                                SELECT format_type(atttypid, atttypmod) FROM pg_attribute
                                WHERE attrelid = '%s'::regclass AND attname = '%s'
                                """.formatted(names[0], names[1])))
                        .as(column.getKey())
                        .isEqualTo(column.getValue());
            }
            secondRunChangesNothing(database);
        }
    }

    @Test
    void aStricterColumnIsKept() throws SQLException, IOException {
        try (TestDatabase database = old("after-init-script")) {
            database.execute(
                    "UPDATE api_requests SET headers = '{}';" + " ALTER TABLE api_requests ALTER headers SET NOT NULL");

            SchemaRun.migrate(database);

            assertThat(database.value("""
                            SELECT attnotnull FROM pg_attribute
                            WHERE attrelid = 'api_requests'::regclass AND attname = 'headers'
                            """)).isEqualTo("t");
        }
    }

    @Test
    void chunksWithoutRequestsStay() throws SQLException, IOException {
        try (TestDatabase database = old("mixture-orphan-chunks")) {
            SchemaRun run = SchemaRun.migrate(database);

            assertThat(run.lines()).anyMatch(line -> line.contains("holds for new rows only"));
            assertThat(database.value("SELECT data FROM streaming_chunks WHERE data = 'orphan'"))
                    .isEqualTo("orphan");
        }
    }

    @Test
    void anIndexOfOtherDefinitionIsKept() throws SQLException, IOException {
        try (TestDatabase database = old("mixture-broken-indexes")) {
            SchemaRun.migrate(database);

            assertThat(database.value("SELECT string_agg(indexname, ' ' ORDER BY indexname) FROM pg_indexes"
                            + " WHERE indexname LIKE '%old%'"))
                    .isEqualTo("idx_requests_conversation_detail_old idx_requests_domain_old idx_requests_domain_old2"
                            + " idx_requests_message_count_old");
        }
    }

    @Test
    void aReplacedViewKeepsItsReaders() throws SQLException, IOException {
        try (TestDatabase database = old("mixture-view-without-column")) {
            SchemaRun.migrate(database);

            assertThat(database.value("SELECT relacl::text LIKE '%=r/%' FROM pg_class WHERE relname = 'hourly_stats'"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixture-half-of-003", "mixture-keys-without-cascade"})
    void aKeyThatDiffersInItsActionIsReplaced(String state) throws SQLException, IOException {
        try (TestDatabase database = old(state)) {
            SchemaRun run = SchemaRun.migrate(database);

            assertThat(database.value("""
                            SELECT string_agg(pg_get_constraintdef(oid), ' | ') FROM pg_constraint
                            WHERE contype = 'f' AND conrelid = 'streaming_chunks'::regclass
                            """))
                    .isEqualTo("FOREIGN KEY (request_id) REFERENCES api_requests(request_id) ON DELETE CASCADE");
            assertThat(run.lines()).anyMatch(line -> line.contains("on streaming_chunks was defined otherwise"));
            assertThat(alreadyThere(database, 0)).contains("constraint ");
            database.execute("DELETE FROM api_requests WHERE request_id IN (SELECT request_id FROM streaming_chunks"
                    + " WHERE request_id <> md5('request 1')::uuid LIMIT 1)");
        }
    }

    @Test
    void aViewThatOthersDependOnIsKeptAside() throws SQLException, IOException {
        try (TestDatabase database = old("mixture-view-with-dependents")) {
            SchemaRun run = SchemaRun.migrate(database);

            assertThat(run.lines())
                    .anyMatch(line -> line.contains("hourly_stats_old2") && line.contains("the new hourly_stats"));
            assertThat(alreadyThere(database, 0)).contains("view hourly_stats_old2");
            database.execute("REFRESH MATERIALIZED VIEW hourly_stats_old2");
            assertThat(database.value("SELECT sum(requests) FROM dashboard")).isEqualTo("60");
        }
    }

    @Test
    void aViewThatNothingDependsOnIsNotKept() throws SQLException, IOException {
        try (TestDatabase database = old("mixture-view-of-another-window")) {
            SchemaRun.migrate(database);

            assertThat(database.value("SELECT string_agg(matviewname, ' ') FROM pg_matviews"))
                    .isEqualTo("hourly_stats");
        }
    }

    @Test
    void onlyAnIndexThatRepeatsTheKeyIsDropped() throws SQLException, IOException {
        Map<String, String> leftOf = Map.of(
                "CREATE INDEX idx_requests_request_id ON api_requests (request_id)", "0",
                "CREATE UNIQUE INDEX idx_requests_request_id ON api_requests (request_id)", "0",
                "CREATE INDEX idx_requests_request_id ON api_requests USING hash (request_id)", "1",
                "CREATE INDEX idx_requests_request_id ON streaming_chunks (request_id)", "1",
                """
                CREATE SCHEMA other; CREATE TABLE other.t AS TABLE api_requests;
                CREATE INDEX idx_requests_request_id ON other.t (request_id)
                """, "1");
        try (TestDatabase before = TestDatabase.create()) {
            SchemaRun.migrateTo(before, 3);
            for (Map.Entry<String, String> index : leftOf.entrySet()) {
                try (TestDatabase database = before.copy()) {
                    database.execute(index.getKey());

                    SchemaRun.migrate(database);

                    assertThat(database.value(
                                    "SELECT count(*) FROM pg_class WHERE relname = 'idx_requests_request_id'"))
                            .as(index.getKey())
                            .isEqualTo(index.getValue());
                }
            }
        }
    }

    private static String alreadyThere(TestDatabase database, int number) throws SQLException {
        return database.value("SELECT already_there::text FROM nexus_migrations WHERE version::int = " + number);
    }

    private static void secondRunChangesNothing(TestDatabase database) throws SQLException, IOException {
        String everything = Picture.everything(database);
        String versions = Picture.versions(database);
        database.execute("DROP TABLE nexus_migrations");

        SchemaRun.migrate(database);

        assertThat(Picture.everything(database)).isEqualTo(everything);
        assertThat(Picture.versions(database)).isEqualTo(versions);
    }

    private static TestDatabase old(String state) throws SQLException, IOException {
        TestDatabase database = TestDatabase.create();
        load(database, state);
        return database;
    }

    private static void load(TestDatabase database, String state) throws SQLException, IOException {
        String sql = Picture.resource("old/" + state + ".sql");
        Matcher base = BASE.matcher(sql);
        if (base.find()) {
            load(database, base.group(1));
        }
        database.execute(sql);
    }
}
