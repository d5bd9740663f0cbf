package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.catalog.PictureReader;
import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the schema's own seeds make its migrations do. A row is named by its seed and number: 2.101. */
class SeedsTest extends DatabaseTest {

    private static final String ACCOUNTS = "one.example=acc-one,also-one.example=acc-one,two.example=acc-two,"
            + "port.example:8443=acc-port,absent.example=acc-absent";

    /** Every call as "row/element>conversation", the conversation being - while there is none. */
    private static final String CALLS = """
            SELECT string_agg(format('%s.%s/%s>%s', substr(r.request_id::text, 4, 1),
                                     ltrim(right(r.request_id::text, 12), '0'), e.place - 1,
                                     coalesce(substr(l.id, 4, 1) || '.' || ltrim(right(l.id, 12), '0'), '-')), ' '
                              ORDER BY r.request_id, e.place)
            FROM api_requests r, jsonb_array_elements(r.task_tool_invocation) WITH ORDINALITY e(call, place),
                 LATERAL (SELECT e.call ->> 'linked_conversation_id') l(id)
            WHERE r.task_tool_invocation <> 'null' AND\s""";

    /** Every row that is a sub-task as "row<parent". */
    private static final String SUBTASKS = """
            SELECT string_agg(format('%s.%s<%s.%s', substr(request_id::text, 4, 1),
                                     ltrim(right(request_id::text, 12), '0'),
                                     substr(parent_task_request_id::text, 4, 1),
                                     ltrim(right(parent_task_request_id::text, 12), '0')), ' ' ORDER BY request_id)
            FROM api_requests WHERE is_subtask AND parent_task_request_id IS NOT NULL AND\s""";

    private static final String LINKS_OF_002 = "2.101/0>2.12 2.101/1>2.11 2.101/2>2.13 2.201/0>2.23 2.201/1>2.22"
            + " 2.211/0>2.24 2.301/0>- 2.401/0>- 2.401/1>- 2.401/2>- 2.401/3>- 2.401/4>2.48 2.501/0>2.51"
            + " 2.511/0>2.52 2.601/0>2.62 2.601/1>2.61 2.711/0>2.72 2.801/0>2.81 2.801/1>- 2.901/0>2.91";

    private static final String UP_TO_002 = "request_id::text < 'a0030000'";
    private static final String OF_003 = "request_id::text LIKE 'a0030000%'";

    private final MigrationSet migrations = Run.nexus();
    private final Seeds seeds =
            Seeds.discover(new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of()), migrations);

    @AfterEach
    void close() throws IOException {
        migrations.close();
    }

    @Test
    void everyMigrationHasASeed() {
        assertThat(seeds.byVersion()).hasSize(6);
        assertThat(seeds.of(Migrations.version(3)))
                .extracting(SqlScript::file)
                .containsExactly("io/github/claudenexus/schema/seed/003-linked-requests.sql");
    }

    @Test
    void seedsAreDeterministic() throws SQLException {
        try (TestDatabase other = TestDatabase.create()) {
            seededTo(5);
            seededTo(5, other);
            for (String table : List.of("api_requests", "streaming_chunks")) {
                assertThat(Picture.rows(database, table, "*")).isEqualTo(Picture.rows(other, table, "*"));
            }
        }
        assertThat(database.value("SELECT count(*) FROM api_requests")).isEqualTo("129");
        assertThat(database.value("SELECT count(*) FROM streaming_chunks")).isEqualTo("6");
        assertThat(database.value("SELECT string_agg(format('%s %s %s', domain, model, request_count), ', '"
                        + " ORDER BY hour, domain, model) FROM hourly_stats"))
                .isEqualTo("one.example model-large 1, one.example  2, two.example  1");
    }

    @Test
    void migration003LinksWhatTheyHaveForIt() throws SQLException {
        seededTo(2);

        up(database, 3);

        assertThat(database.value(CALLS + UP_TO_002)).isEqualTo("0.3/0>1.11 1.12/0>1.13 " + LINKS_OF_002);
        assertThat(database.value(SUBTASKS + "true"))
                .isEqualTo("1.11<0.3 1.13<1.12 2.111<2.101 2.112<2.101 2.113<2.101 2.121<2.101 2.131<2.101 2.221<2.201"
                        + " 2.231<2.201 2.241<2.211 2.481<2.401 2.511<2.501 2.521<2.511 2.611<2.601 2.621<2.601"
                        + " 2.721<2.711 2.811<2.801 2.812<2.801 2.911<2.901");
        assertThat(database.value("SELECT count(*) FROM api_requests WHERE is_subtask"))
                .isEqualTo("19");
    }

    @Test
    void whatTheyHaveFor003IsThereAlsoWhenEachMigrationIsUndoneAndRedone() throws SQLException {
        for (int number = 0; number <= 3; number++) {
            up(database, number);
            seed(database, number);
            ended(migrator(database).undo(migrations));
            up(database, number);
        }

        assertThat(database.value(CALLS + "request_id::text LIKE 'a0020000%'")).isEqualTo(LINKS_OF_002);
    }

    @Test
    void migration003RunAgainKeepsAndCompletesWhatIsLinked() throws SQLException {
        seededTo(3);
        String before = database.value(SUBTASKS + UP_TO_002);

        again(3);

        assertThat(database.value(CALLS + OF_003 + " AND e.call ? 'prompt'"))
                .isEqualTo("3.1/0>3.2 3.1/1>3.3 3.5/0>3.5 3.9/0>3.7 3.9/1>3.8 3.12/0>-.1-2-3-4-5 3.12/1>3.999999999999"
                        + " 3.12/2>3.9 3.13/0>- 3.15/0>- 3.17/0>3.15");
        assertThat(database.value(SUBTASKS + OF_003))
                .isEqualTo("3.2<3.1 3.3<3.1 3.4<3.1 3.6<3.5 3.7<3.5 3.10<3.9 3.11<3.9 3.18<3.17");
        assertThat(database.value("SELECT string_agg(e ->> 'kept', ' ' ORDER BY request_id) FROM api_requests,"
                        + " jsonb_array_elements(task_tool_invocation) e WHERE e ? 'kept'"))
                .isEqualTo("1 2");
        assertThat(database.value(SUBTASKS + UP_TO_002)).isEqualTo(before);
        String versions = Picture.versions(database);
        again(3);
        assertThat(Picture.versions(database)).isEqualTo(versions);
    }

    @Test
    void migration005FillsAccountsAndKeepsThoseThatAreThere() throws SQLException {
        seededTo(4);

        up(database, 5);
        assertThat(accounts()).isEqualTo("acc-one 69, acc-port 5, acc-two 29, - 21");

        seed(database, 5);
        again(5);
        assertThat(accounts())
                .isEqualTo(" 1, acc-one 70, acc-port 5, acc-two 29, account-of-its-own 2, " + "ä".repeat(255)
                        + " 1, - 21");
    }

    @Test
    void eachDownBringsBackTheCatalogAndKeepsTheRows() throws SQLException {
        List<io.github.claudenexus.catalog.Picture> catalogs = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int number = 0; number <= 5; number++) {
            catalogs.add(catalog());
            columns.add(number == 0 ? "" : everyColumn());
            up(database, number);
            seed(database, number);
        }
        for (int number = 5; number >= 0; number--) {
            String rows = number == 0 ? "" : rows(columns.get(number));

            ended(migrator(database).undo(migrations));

            assertThat(catalogs.get(number).differences(catalog()))
                    .as("catalog after down of %d", number)
                    .isEmpty();
            assertThat(number == 0 ? "" : rows(columns.get(number)))
                    .as("rows after down of %d", number)
                    .isEqualTo(rows);
        }
    }

    private void seededTo(int last) throws SQLException {
        seededTo(last, database);
    }

    private void seededTo(int last, TestDatabase on) throws SQLException {
        for (int number = 0; number <= last; number++) {
            up(on, number);
            seed(on, number);
        }
    }

    private void up(TestDatabase on, int number) {
        PlanRequest only = new PlanRequest(Optional.empty(), Optional.of(Migrations.version(number)), false);
        ended(migrator(on).migrate(migrations, only));
    }

    private void again(int number) throws SQLException {
        database.execute("DELETE FROM nexus_migrations WHERE version::int = " + number);
        up(database, number);
    }

    private void seed(TestDatabase on, int number) throws SQLException {
        try (Connection connection = on.connect();
                java.sql.Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setEscapeProcessing(false);
            for (SqlScript script : seeds.of(Migrations.version(number))) {
                for (Statement part : script.statements()) {
                    statement.execute(part.text());
                }
            }
            connection.commit();
        }
    }

    private static Migrator migrator(TestDatabase on) {
        return Run.on(on).variables(Map.of("accounts", ACCOUNTS)).migrator();
    }

    private static void ended(Outcome outcome) {
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    private String accounts() throws SQLException {
        return database.value("SELECT string_agg(format('%s %s', coalesce(account_id, '-'), rows), ', '"
                + " ORDER BY account_id COLLATE \"C\") FROM (SELECT account_id, count(*) AS rows FROM api_requests"
                + " GROUP BY 1) a");
    }

    private io.github.claudenexus.catalog.Picture catalog() throws SQLException {
        try (Connection connection = database.connect()) {
            return new PictureReader("public.nexus_migrations").read(connection);
        }
    }

    private String everyColumn() throws SQLException {
        return database.value("SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
                + " WHERE attrelid = 'api_requests'::regclass AND attnum > 0 AND NOT attisdropped");
    }

    private String rows(String columns) throws SQLException {
        return Picture.rows(database, "api_requests", columns) + Picture.rows(database, "streaming_chunks", "*");
    }
}
