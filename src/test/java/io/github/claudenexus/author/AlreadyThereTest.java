package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.jdbc.ServerMessage;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlreadyThereTest extends DatabaseTest {

    private static final String NOTED = "SELECT array_to_string(already_there, '; ') FROM nexus_migrations";

    @Test
    void objectsFoundByUpAreRecordedAndKeptByDown() throws SQLException {
        database.execute("CREATE TABLE \"Item\" (id int, price int)");
        database.execute("CREATE INDEX item_price ON \"Item\" (price)");
        DiscoveredMigration migration = undoneBy(
                sql(
                        1,
                        "CREATE TABLE IF NOT EXISTS \"Item\" (id int)",
                        "ALTER TABLE \"Item\" ADD COLUMN IF NOT EXISTS price int, ADD COLUMN IF NOT EXISTS name text",
                        "CREATE UNIQUE INDEX IF NOT EXISTS item_price ON \"Item\" (price)"),
                "DROP INDEX IF EXISTS item_price; ALTER TABLE \"Item\" DROP COLUMN name, DROP COLUMN IF EXISTS price;"
                        + " DROP TABLE public.\"Item\"");

        assertThat(Run.on(database).migrate(migration).failure()).isEmpty();
        assertThat(database.value(NOTED)).isEqualTo("table Item; column Item.price; index item_price");

        assertThat(Run.on(database).undo(migration).failure().orElseThrow())
                .hasMessage("001-sql-step cannot be undone on this database: its up found already there what its down"
                        + " would drop: table Item, column Item.price, index item_price.");
    }

    @Test
    void objectsThatDownDoesNotDropAreNotRecorded() throws SQLException {
        database.execute("CREATE TABLE log (id int)");
        DiscoveredMigration migration = undoneBy(
                sql(
                        1,
                        "CREATE EXTENSION IF NOT EXISTS plpgsql",
                        "CREATE TABLE IF NOT EXISTS log (id int)",
                        "ALTER TABLE log ADD COLUMN x int",
                        "DROP TABLE IF EXISTS nothing"),
                "ALTER TABLE log DROP COLUMN x");

        Run.on(database).migrate(migration);

        assertThat(database.value(NOTED)).isEmpty();
        assertThat(Run.on(database).undo(migration).failure()).isEmpty();
    }

    @Test
    void objectsFoundOutsideATransactionAreRecorded() throws SQLException {
        database.execute("CREATE TABLE t (n int)");
        database.execute("CREATE INDEX i ON t (n)");

        Run.on(database)
                .migrate(undoneBy(
                        nonTransactional(1, "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (n)"),
                        "DROP INDEX CONCURRENTLY i"));

        assertThat(database.value(NOTED)).isEqualTo("index i");
    }

    /** A trigger is no table, a constraint no column; the others drop a column of another table, or in another schema. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE IF NOT EXISTS a (n int)               | DROP TRIGGER IF EXISTS x ON a",
                "CREATE TABLE IF NOT EXISTS a (n int)               | ALTER TABLE b DROP COLUMN a",
                "ALTER TABLE a ADD COLUMN IF NOT EXISTS created int | ALTER TABLE b DROP COLUMN created",
                "ALTER TABLE a ADD COLUMN IF NOT EXISTS created int | ALTER TABLE a DROP CONSTRAINT created",
                "ALTER TABLE a ADD COLUMN IF NOT EXISTS created int | ALTER TABLE a ALTER created DROP DEFAULT",
                "ALTER TABLE a ADD COLUMN IF NOT EXISTS created int | DROP INDEX created",
                "CREATE EXTENSION IF NOT EXISTS plpgsql             | DROP LANGUAGE plpgsql",
                "CREATE TABLE IF NOT EXISTS public.a (n int)        | DROP TABLE other.a"
            })
    void whatDownDropsElsewhereIsNotNoted(String up, String down) throws SQLException {
        database.execute("CREATE TABLE a (n int, created int); CREATE TABLE b (n int)");

        assertThat(Run.on(database).migrate(undoneBy(sql(1, up), down)).failure())
                .isEmpty();
        assertThat(database.value(NOTED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE SCHEMA IF NOT EXISTS s                      | DROP SCHEMA IF EXISTS s CASCADE | schema s",
                "CREATE TABLE IF NOT EXISTS s.v (n int)             | DROP TABLE x, s.v | table v",
                "CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT | DROP MATERIALIZED VIEW m | materialized view m",
                "ALTER TABLE a ADD IF NOT EXISTS created int | ALTER TABLE ONLY a DROP n, DROP created | column a.created",
                "CREATE EXTENSION IF NOT EXISTS plpgsql             | DROP EXTENSION plpgsql | extension plpgsql",
                "DO 'BEGIN CREATE TABLE IF NOT EXISTS a (); END'    | DROP TABLE public.A | table a"
            },
            quoteCharacter = '`')
    void eachKindIsKnown(String up, String down, String noted) throws SQLException {
        database.execute("CREATE TABLE a (n int, created int); CREATE SCHEMA s; CREATE TABLE s.v ();"
                + " CREATE MATERIALIZED VIEW m AS SELECT 1");

        assertThat(Run.on(database).migrate(undoneBy(sql(1, up), down)).failure())
                .isEmpty();
        assertThat(database.value(NOTED)).isEqualTo(noted);
    }

    /** As German, French and Japanese servers say it, the last with the table first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Spalte »created« von Relation »a« existiert bereits, wird übersprungen",
                "la colonne « created » de la relation « a » existe déjà, poursuite du traitement",
                "リレーション\"a\"の列\"created\"はすでに存在します、スキップします"
            })
    void foundObjectsAreRecordedInEveryServerLanguage(String text) {
        ServerMessage notice = new ServerMessage("HINWEIS", "42701", text, "", Optional.empty());
        String up = "ALTER TABLE a ADD COLUMN IF NOT EXISTS created int";

        assertThat(AlreadyThere.of(undoneBy(sql(1, up), "ALTER TABLE a DROP created"), Statement.of(up), notice))
                .contains("column a.created");
        assertThat(AlreadyThere.of(undoneBy(sql(1, up), "ALTER TABLE b DROP created"), Statement.of(up), notice))
                .isEmpty();
    }
}
