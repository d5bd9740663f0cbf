package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that 000 to 005 cannot adopt is refused before anything in it is changed. */
class OtherGenerationTest {

    private static final String EVERYTHING = """
            SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
                SELECT oid || relname || relkind::text || relnamespace AS line FROM pg_class WHERE oid >= 16384
                UNION ALL SELECT attrelid || attname || atttypid || attnotnull FROM pg_attribute WHERE attrelid >= 16384
                UNION ALL SELECT objoid || description FROM pg_description WHERE objoid >= 16384
                UNION ALL SELECT conrelid || conname FROM pg_constraint WHERE oid >= 16384) l
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE api_requests RENAME domain TO project_id | column api_requests.domain is missing, and"
                        + " there is api_requests.project_id",
                "ALTER TABLE api_requests RENAME domain TO train_id | column api_requests.domain is missing, and"
                        + " there is api_requests.train_id",
                "DROP TABLE streaming_chunks | table streaming_chunks is missing, and there is"
                        + " api_requests.system_hash",
            })
    void aLaterGenerationIsRefused(String change, String found) throws SQLException, IOException {
        refused(
                change,
                "000-init-database cannot be applied: This database is of a later generation of the proxy than 000 to"
                        + " 005: " + found + ". Do not run these six on it: leave the package"
                        + " io.github.claudenexus.schema out, or record them as applied"
                        + " (docs/nexus-schema.md, A later generation).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE api_requests ALTER path TYPE varchar(100) | column api_requests.path is character"
                        + " varying(100); it should be character varying(255)",
                "ALTER TABLE api_requests DROP COLUMN method | column api_requests.method is missing; it should be"
                        + " character varying(10)",
                "ALTER TABLE api_requests ALTER input_tokens TYPE text | column api_requests.input_tokens is text; it"
                        + " should be integer",
                "ALTER TABLE streaming_chunks DROP COLUMN data | column streaming_chunks.data is missing; it should be"
                        + " text",
                "ALTER TABLE streaming_chunks ALTER id TYPE text | column streaming_chunks.id is text; it should be"
                        + " integer",
                "ALTER TABLE api_requests DROP CONSTRAINT api_requests_pkey CASCADE | table api_requests has no"
                        + " PRIMARY KEY (request_id)",
                "ALTER TABLE api_requests DROP COLUMN conversation_id, ADD conversation_id text | column"
                        + " api_requests.conversation_id is text; it should be uuid",
                "ALTER TABLE api_requests DROP COLUMN account_id, ADD account_id int | column"
                        + " api_requests.account_id is integer; it should be character varying(255)",
                "CREATE TABLE hourly_stats (n int) | hourly_stats is not a view; rename it",
            })
    void anotherShapeIsRefused(String change, String found) throws SQLException, IOException {
        refused(
                change,
                "cannot be applied: The database has another shape than this migration builds on: " + found + ".");
    }

    private static void refused(String change, String message) throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(Picture.resource("old/after-init-script.sql"));
            database.execute("COMMENT ON TABLE api_requests IS 'ours'");
            database.execute(change);
            String before = database.value(EVERYTHING);

            SchemaRun run = SchemaRun.attempt(database, PlanRequest.ALL, Map.of());

            assertThat(run.failure()).hasMessageContaining(message);
            assertThat(run.failure().failure().hint())
                    .isEqualTo("Nothing was changed. Correct what it names, then run migrate again.");
            assertThat(database.value(EVERYTHING)).isEqualTo(before);
        }
    }

    @Test
    void anOldDatabaseWithoutChunksGetsThem() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(Picture.resource("old/after-000-001-005.sql"));
            database.execute("DROP TABLE streaming_chunks");

            SchemaRun.migrate(database);

            assertThat(database.value("SELECT count(*) FROM streaming_chunks")).isEqualTo("0");
        }
    }
}
