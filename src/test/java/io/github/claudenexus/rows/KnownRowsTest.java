package io.github.claudenexus.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.rows.KnownRows.Definitions;
import io.github.claudenexus.testing.DatabaseTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownRowsTest extends DatabaseTest {

    private static final String HISTORY = "public.nexus_migrations";

    private final KnownRows known = new KnownRows(HISTORY, 1_000_000);
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = database.connect();
        execute(
                "CREATE TABLE a (n integer); CREATE TABLE b (n integer); INSERT INTO b VALUES (1); CREATE TABLE c (n serial)");
        readsTheSame();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void whatWasInsertedUpdatedAndDeleted() throws SQLException {
        after("INSERT INTO a VALUES (1), (2)");
        after("UPDATE b SET n = 2");
        after("DELETE FROM a WHERE n = 1");
        after("INSERT INTO c DEFAULT VALUES");
        after("COPY b FROM PROGRAM 'echo 7'");
        after("TRUNCATE b");
        after("BEGIN; INSERT INTO b VALUES (5); SAVEPOINT s; DELETE FROM b; ROLLBACK TO s; COMMIT");
        after("BEGIN; INSERT INTO b VALUES (6); ROLLBACK");
    }

    @Test
    void whatATriggerWroteAtTheEndOfTheTransaction() throws SQLException {
        after("""
                CREATE FUNCTION copy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO b VALUES (NEW.n); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER later AFTER INSERT ON a DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                    EXECUTE FUNCTION copy()""");
        after("INSERT INTO a VALUES (9)");
    }

    @Test
    void tablesThatAreMadeChangedAndDropped() throws SQLException {
        after("CREATE TABLE d AS SELECT 1 AS n");
        after("ALTER TABLE d ADD COLUMN v text DEFAULT 'x'");
        after("ALTER TABLE d ALTER n TYPE text");
        after("DROP TABLE d");
        after("CREATE TABLE d AS SELECT 2 AS n");
        after("CREATE TABLE p (n integer) PARTITION BY LIST (n); CREATE TABLE p1 PARTITION OF p DEFAULT");
        after("INSERT INTO p VALUES (1)");
        after("ALTER TABLE p DETACH PARTITION p1");
        after("CREATE TABLE nexus_migrations AS SELECT 1 AS number");
    }

    @Test
    void sequencesAndTheColumnsTheyFeed() throws SQLException {
        after("CREATE SEQUENCE s INCREMENT -2");
        after("SELECT nextval('s'), nextval('s'), setval('c_n_seq', 50)");
        after("ALTER TABLE a ADD COLUMN m integer DEFAULT nextval('s')");
        after("ALTER TABLE b ADD COLUMN m bigint DEFAULT nextval('s')");
        after("ALTER TABLE a RENAME m TO o");
        after("ALTER TABLE a ALTER o DROP DEFAULT");
        after("ALTER TABLE b RENAME TO d");
        after("ALTER SEQUENCE s RENAME TO t");
        after("ALTER SEQUENCE t INCREMENT 5 MAXVALUE 99999 RESTART WITH 1000");
        after("SELECT nextval('t'), nextval('t')");
        after("ALTER TABLE d ADD COLUMN i integer GENERATED ALWAYS AS IDENTITY");
        after("INSERT INTO d DEFAULT VALUES");
        after("ALTER TABLE d ALTER i DROP IDENTITY");
        after("ALTER SEQUENCE t OWNED BY d.m");
        after("DROP SEQUENCE t CASCADE");
        after("CREATE SEQUENCE last START 9223372036854775807; SELECT nextval('last')");
        after("TRUNCATE c RESTART IDENTITY");
    }

    @Test
    void ofTablesThatNothingHasWrittenNothingIsReadAgain() throws SQLException {
        assumeTrue(connection.getMetaData().getDatabaseMajorVersion() >= 15, "the server counts at once");
        TableRows before = table("public.b");

        execute("INSERT INTO a VALUES (1)");

        assertThat(table("public.b")).isSameAs(before);
        execute("INSERT INTO b VALUES (1)");
        assertThat(table("public.b")).isNotSameAs(before);
    }

    @Test
    void moreThanThereIsRoomForIsCounted() throws SQLException {
        after("INSERT INTO a SELECT g FROM generate_series(1, 50000) g");
        after("DELETE FROM a WHERE n = 7");
        after("TRUNCATE a");
    }

    private TableRows table(String name) throws SQLException {
        return known.read(connection, connection, definitions()).named(name).orElseThrow();
    }

    private void after(String sql) throws SQLException {
        execute(sql);
        readsTheSame();
    }

    private void readsTheSame() throws SQLException {
        DatabaseRows again = known.read(connection, connection, definitions());
        DatabaseRows all = RowReader.read(connection, HISTORY, 1_000_000);
        assertThat(again.tables()).containsExactlyElementsOf(all.tables());
        assertThat(again.sequences()).containsExactlyElementsOf(all.sequences());
    }

    /** The server's own numbers for the versions of what defines a table. */
    private Definitions definitions() throws SQLException {
        Map<Long, Long> stamps = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT c.oid, c.xmin::text::bigint + sum(a.xmin::text::bigint * a.attnum)
                        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                        WHERE c.oid >= 16384
                        GROUP BY c.oid, c.xmin""")) {
            while (rows.next()) {
                stamps.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return new Definitions(1, stamps);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
