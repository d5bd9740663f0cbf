package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.Declarations;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.discovery.SqlScript;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlreadyThereTest extends DatabaseTest {

    private static final String NOTED = "SELECT array_to_string(already_there, '; ') FROM nexus_migrations";

    @Test
    void whatUpFoundAndDownWouldDropIsNotedAndKept() throws SQLException {
        database.execute("CREATE TABLE \"Item\" (id int, price int)");
        database.execute("CREATE INDEX item_price ON \"Item\" (price)");
        DiscoveredMigration migration = withDown(
                sql(
                        1,
                        "CREATE TABLE IF NOT EXISTS \"Item\" (id int)",
                        "ALTER TABLE \"Item\" ADD COLUMN IF NOT EXISTS price int, ADD COLUMN IF NOT EXISTS name text",
                        "CREATE UNIQUE INDEX IF NOT EXISTS item_price ON \"Item\" (price)"),
                "DROP INDEX IF EXISTS item_price; ALTER TABLE \"Item\" DROP COLUMN name, DROP COLUMN IF EXISTS price;"
                        + " DROP TABLE public.\"Item\"");

        assertThat(Run.on(database).migrate(migration).failure()).isEmpty();
        assertThat(database.value(NOTED)).isEqualTo("table Item; column Item.price; index item_price");

        assertThat(Run.on(database).undo(1, migration).failure().orElseThrow())
                .hasMessage("001-sql-step cannot be undone on this database: its up found already there what its down"
                        + " would drop: table Item, column Item.price, index item_price.");
    }

    @Test
    void whatDownDoesNotDropIsNotNoted() throws SQLException {
        database.execute("CREATE TABLE log (id int)");
        DiscoveredMigration migration = withDown(
                sql(
                        1,
                        "CREATE EXTENSION IF NOT EXISTS plpgsql",
                        "CREATE TABLE IF NOT EXISTS log (id int)",
                        "ALTER TABLE log ADD COLUMN x int",
                        "DROP TABLE IF EXISTS nothing"),
                "ALTER TABLE log DROP COLUMN x");

        Run.on(database).migrate(migration);

        assertThat(database.value(NOTED)).isEmpty();
        assertThat(Run.on(database).undo(1, migration).failure()).isEmpty();
    }

    @Test
    void outsideOfATransactionItIsNotedToo() throws SQLException {
        database.execute("CREATE TABLE t (n int)");
        database.execute("CREATE INDEX i ON t (n)");

        Run.on(database)
                .migrate(withDown(
                        nonTransactional(1, "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (n)"),
                        "DROP INDEX CONCURRENTLY i"));

        assertThat(database.value(NOTED)).isEqualTo("index i");
    }

    private static SqlMigration withDown(DiscoveredMigration up, String down) {
        SqlMigration plain = (SqlMigration) up;
        List<SqlScript.Statement> statements = List.of(down.split("; ")).stream()
                .map(statement -> new SqlScript.Statement(statement.strip(), 1, 1))
                .toList();
        return new SqlMigration(
                plain.id(),
                plain.checksum(),
                new SqlScript(plain.origin(), plain.up().statements(), plain.transactional(), Declarations.NONE),
                Optional.of(new SqlScript("001-sql-step.down.sql", statements, true, Declarations.NONE)));
    }
}
