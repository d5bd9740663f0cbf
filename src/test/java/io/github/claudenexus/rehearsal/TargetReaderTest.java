package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.testing.CountingProxy;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read of the target, and that it is only read. */
class TargetReaderTest extends DatabaseTest {

    private static final DiscoveredMigration FIRST =
            Migrations.sql(1, "CREATE TABLE t AS SELECT generate_series(1, 9) n");

    private TargetState read(String schema) {
        return TargetReader.read(
                DatabaseUrl.parse(database.url(), "postgres"),
                Optional.of(schema).filter(it -> !it.isEmpty()));
    }

    @Test
    void anEmptyTargetHasNoHistory() {
        TargetState target = read("");

        assertThat(target.history().rows()).isEmpty();
        assertThat(target.schemas()).containsExactly("public");
        assertThat(target.roles()).contains("postgres").noneMatch(role -> role.startsWith("pg_"));
        assertThat(target.sizes()).isEmpty();
        assertThat(target.major().orElseThrow()).isBetween(14, 18);
        assertThat(target.database().orElseThrow()).endsWith("/" + database.name());
    }

    @Test
    void theHistoryIsRead() {
        Run.on(database).migrate(FIRST);

        TargetState target = read("");

        assertThat(target.history().rows())
                .singleElement()
                .returns(FIRST.id(), HistoryRow::id)
                .returns(HistoryRow.Phase.APPLIED, HistoryRow::phase);
        assertThat(target.sizes()).containsKeys("public.t", "public.nexus_migrations");
    }

    @Test
    void theStatisticsOfItsColumnsAreRead() throws SQLException {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, v text, \"Old\" text);"
                        + " INSERT INTO t SELECT g, CASE WHEN g % 4 > 0 THEN 'x' END FROM generate_series(1, 100) AS g; ANALYZE t");

        assertThat(read("").measured().columns())
                .containsEntry("public.t.id", new TargetState.ColumnStatistics(0, -1))
                .containsEntry("public.t.v", new TargetState.ColumnStatistics(0.25, 1))
                .containsEntry("public.t.\"Old\"", new TargetState.ColumnStatistics(1, 0));
    }

    @Test
    void theHistoryOfAnotherSchemaIsRead() throws SQLException {
        database.execute("CREATE SCHEMA \"Our History\"");
        Run.on(database).schema("Our History").migrate(FIRST);

        assertThat(read("Our History").history().rows()).hasSize(1);
        assertThat(read("").history().rows()).isEmpty();
        assertThat(read("nowhere").history().rows()).isEmpty();
    }

    @Test
    void theSchemasAreThoseOfTheSearchPath() throws SQLException {
        database.execute("CREATE SCHEMA ours; CREATE SCHEMA unseen; ALTER DATABASE " + database.name()
                + " SET search_path = ours, public, missing");

        assertThat(read("").schemas()).containsExactly("ours", "public");
    }

    @Test
    void aTargetWhoseSearchPathLeadsNowhereHasNoHistory() throws SQLException {
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = ''");

        assertThat(read("").history().rows()).isEmpty();
        assertThat(read("").schemas()).isEmpty();
    }

    @Test
    void everyStatementSentToTheTargetReads() throws IOException {
        Run.on(database).migrate(FIRST);
        List<String> statements;
        try (CountingProxy proxy = CountingProxy.before(database)) {
            TargetReader.read(DatabaseUrl.parse(proxy.url(), "postgres"), Optional.empty());
            statements = proxy.statements();
        }

        int begin = statements.indexOf("BEGIN READ ONLY");
        assertThat(begin).as(statements::toString).isNotNegative();
        assertThat(statements.subList(0, begin))
                .allMatch(sql -> sql.matches("SET (extra_float_digits|application_name) = .*"));
        assertThat(statements.subList(begin + 1, statements.size() - 1))
                .hasSizeGreaterThanOrEqualTo(6)
                .allMatch(sql -> sql.replaceAll("(?m)^--.*\n", "")
                        .strip()
                        .matches("(?s)(SELECT|WITH RECURSIVE) .*|SET row_security = off|RESET row_security"));
        assertThat(statements).endsWith("ROLLBACK");
    }

    @Test
    void aStatementThatWritesIsRefusedByTheServer() throws SQLException {
        Run.on(database).migrate(FIRST);
        database.execute("CREATE FUNCTION write() RETURNS integer LANGUAGE plpgsql AS"
                + " 'BEGIN INSERT INTO t VALUES (1); RETURN 1; END';"
                + " ALTER TABLE nexus_migrations RENAME TO kept;"
                + " CREATE VIEW nexus_migrations AS SELECT * FROM kept WHERE write() = 1");

        assertThatThrownBy(() -> read(""))
                .isInstanceOf(NexusException.class)
                .hasMessageContaining("cannot execute INSERT in a read-only transaction");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("9");
    }

    @Test
    void theHistoryIsFoundBehindASchemaThatNowComesFirst() throws SQLException {
        Run.on(database).migrate(FIRST);
        database.execute("CREATE SCHEMA ours; ALTER DATABASE " + database.name() + " SET search_path = ours, public");

        assertThat(read("").history().rows()).hasSize(1);
    }

    @Test
    void systemSchemasAreNotCreated() throws SQLException {
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = pg_catalog, public, pg_temp");

        assertThat(read("").schemas()).containsExactly("public");
    }
}
