package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What 005 does with the operator's mapping. */
class AccountsTest {

    private static final String IDS = """
            SELECT string_agg(domain || '=' || coalesce(account_id, '-'), ' ' ORDER BY request_id)
            FROM api_requests
            """;

    private final TestDatabase database;

    AccountsTest() throws SQLException {
        database = TestDatabase.create();
    }

    @BeforeEach
    void rows() throws SQLException, IOException {
        SchemaRun.migrateTo(database, 4);
        database.execute("ALTER TABLE api_requests ADD account_id varchar(255)");
        database.execute("""
                INSERT INTO api_requests (request_id, domain, timestamp, method, path, account_id) VALUES
                ('00000000-0000-0000-0000-000000000000', 'a', now(), 'POST', '/', NULL),
                ('00000000-0000-0000-0000-000000000001', 'a', now(), 'POST', '/', 'mine'),
                ('00000000-0000-0000-0000-000000000002', 'b:80', now(), 'POST', '/', NULL),
                ('ffffffff-ffff-ffff-ffff-ffffffffffff', 'c', now(), 'POST', '/', NULL)
                """);
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void inline() throws SQLException, IOException {
        SchemaRun run = SchemaRun.migrate(database, Map.of("accounts", "a=one, b:80=one"));

        assertThat(ids()).isEqualTo("a=one a=mine b:80=one c=-");
        assertThat(run.lines())
                .contains(
                        "says: Account one: 2 rows",
                        "says: Account mine: 1 row",
                        "says: Domain without an account c: 1 row");
    }

    @Test
    void file(@TempDir Path folder) throws SQLException, IOException {
        Path file = folder.resolve("accounts.properties");
        Files.writeString(file, "# ours\na = one\nb\\:80=two\n");

        SchemaRun.migrate(database, Map.of("accounts", file.toString()));

        assertThat(ids()).isEqualTo("a=one a=mine b:80=two c=-");
    }

    @Test
    void againWithNewDomains() throws SQLException, IOException {
        SchemaRun.migrate(database, Map.of("accounts", "a=one"));
        PlanRequest again = new PlanRequest(Optional.empty(), Optional.of(Migrations.version(5)), false, true, false);

        SchemaRun run = SchemaRun.attempt(database, again, Map.of("accounts", "a=other,c=three"));

        assertThat(run.outcome().failure()).isEmpty();
        assertThat(ids()).isEqualTo("a=one a=mine b:80=- c=three");
    }

    @Test
    void nothingMapped() throws SQLException, IOException {
        SchemaRun run = SchemaRun.migrate(database);

        assertThat(ids()).isEqualTo("a=- a=mine b:80=- c=-");
        assertThat(run.lines()).anyMatch(line -> line.startsWith("says: No account was mapped"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=", "=one", "a=one,b", "a=one,a=two", "a=b=c", "no-such-file.properties"})
    void refusesWhatItCannotRead(String accounts) throws SQLException, IOException {
        SchemaRun run = SchemaRun.attempt(database, PlanRequest.ALL, Map.of("accounts", accounts));

        assertThat(run.failure())
                .hasMessageStartingWith("005-populate-account-ids cannot be applied: Variable accounts: ");
        assertThat(ids()).isEqualTo("a=- a=mine b:80=- c=-");
    }

    @Test
    void aWrongMappingIsRefusedBeforeTheFirstMigration() throws SQLException, IOException {
        try (TestDatabase empty = TestDatabase.create()) {
            SchemaRun run = SchemaRun.attempt(empty, PlanRequest.ALL, Map.of("accounts", "a=one,b"));

            assertThat(run.failure())
                    .hasMessage("005-populate-account-ids cannot be applied: Variable accounts: 'b' is not a pair;"
                            + " write domain=account,domain=account.");
            assertThat(run.failure().failure().hint())
                    .isEqualTo("Nothing was changed. Correct what it names, then run migrate again.");
            assertThat(empty.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .isEqualTo("0");
        }
    }

    private String ids() throws SQLException {
        return database.value(IDS);
    }
}
