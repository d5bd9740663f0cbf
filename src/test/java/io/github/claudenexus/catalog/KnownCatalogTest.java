package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.Fuzz;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of changes only is the whole picture, always. PgDumpOracleTest asks the same of each of its statements. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownCatalogTest {

    private static final String HISTORY = "public.nexus_migrations";
    private static final PictureReader WHOLE = new PictureReader(HISTORY);

    private final TestDatabase database;
    private Connection connection;
    private KnownCatalog known = new KnownCatalog(HISTORY);

    KnownCatalogTest() throws SQLException {
        this.database = TestDatabase.create();
        this.connection = database.connect();
    }

    @BeforeEach
    void knowNothing() {
        known = new KnownCatalog(HISTORY);
    }

    @AfterEach
    void rollBack() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @AfterAll
    void dropDatabase() throws SQLException {
        connection.close();
        database.close();
    }

    /** What is printed of one object changes though none of its own rows does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE t (a int, b int); CREATE TABLE u (a int, c int); CREATE VIEW v AS SELECT * FROM t JOIN u USING (a) | ALTER TABLE t ADD c int
            CREATE TABLE t (a int, b int); CREATE TABLE u (a int, c int); CREATE VIEW v AS SELECT * FROM t JOIN u USING (a) | ALTER TABLE u RENAME c TO d
            CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT * FROM f() | ALTER TABLE t ADD b int
            CREATE TABLE t (a int); CREATE VIEW v AS SELECT ROW(1)::t AS row | ALTER TABLE t ADD b int
            CREATE TYPE t AS (a int); CREATE TABLE u (c t DEFAULT '(1)') | ALTER TYPE t ADD ATTRIBUTE b int
            CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE t (a e DEFAULT 'x') | ALTER TYPE e RENAME VALUE 'x' TO 'z'
            CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t | ALTER TABLE t RENAME a TO x; ALTER TABLE t RENAME b TO a; ALTER TABLE t RENAME x TO b
            CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT b FROM t | ALTER TABLE t DROP a; ALTER TABLE t RENAME b TO a
            CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE u (a int REFERENCES t) | ALTER TABLE t RENAME a TO b
            CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE u (a int REFERENCES t) | ALTER TABLE t DISABLE TRIGGER ALL
            CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE u (a int REFERENCES t) | ALTER TABLE t RENAME TO w
            CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE u (a int REFERENCES t) | DROP TABLE t CASCADE
            CREATE TABLE t (a int, CONSTRAINT k CHECK (a > 0)) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (2); CREATE UNIQUE INDEX i ON t (a) | ALTER TABLE t RENAME CONSTRAINT k TO l; ALTER INDEX i RENAME TO j
            CREATE TABLE t (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (2) | ALTER TABLE t RENAME CONSTRAINT t_pkey TO k
            CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE VIEW v AS SELECT * FROM s.t | ALTER SCHEMA s RENAME TO r
            CREATE SCHEMA s; CREATE TABLE t (a serial); CREATE VIEW v AS SELECT * FROM t | ALTER TABLE t SET SCHEMA s
            CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT nextval('s')) | ALTER SEQUENCE s RENAME TO r
            CREATE SEQUENCE s; CREATE TABLE t (a int) | ALTER SEQUENCE s OWNED BY t.a
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (a int DEFAULT f()) | ALTER FUNCTION f() RENAME TO g
            CREATE TYPE d AS ENUM ('x'); CREATE FUNCTION f(d) RETURNS int LANGUAGE sql AS 'SELECT 1'; COMMENT ON FUNCTION f IS 'f' | ALTER TYPE d RENAME TO e
            CREATE DOMAIN d AS int; CREATE TABLE t (a d) | ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0)
            CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT t.a FROM t; END | ALTER TABLE t RENAME a TO b
            CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT t.a FROM t; END | ALTER TABLE t ADD b int
            CREATE TABLE t (a text); CREATE INDEX i ON t (upper(a)) | ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 7
            CREATE TABLE t (a text) | ALTER TABLE t SET (toast.autovacuum_enabled = false)
            CREATE TABLE t (a text); ALTER TABLE t SET (toast.autovacuum_enabled = false) | ALTER TABLE t RESET (toast.autovacuum_enabled)
            CREATE TABLE t (a int PRIMARY KEY) | COMMENT ON INDEX t_pkey IS 'i'; COMMENT ON CONSTRAINT t_pkey ON t IS 'k'; COMMENT ON COLUMN t.a IS 'c'
            CREATE TABLE t (a int PRIMARY KEY); COMMENT ON INDEX t_pkey IS 'i'; COMMENT ON COLUMN t.a IS 'c' | COMMENT ON INDEX t_pkey IS NULL; COMMENT ON COLUMN t.a IS NULL
            CREATE TYPE p AS (a int) | GRANT USAGE ON TYPE p TO pg_monitor
            CREATE TYPE p AS (a int); GRANT USAGE ON TYPE p TO pg_monitor | REVOKE USAGE ON TYPE p FROM pg_monitor
            CREATE TABLE t (a int) | GRANT SELECT (a) ON t TO pg_monitor; GRANT INSERT ON t TO PUBLIC
            SELECT 1 | GRANT SELECT (relname) ON pg_class TO pg_monitor
            SELECT 1 | REVOKE EXECUTE ON FUNCTION pg_catalog.now() FROM PUBLIC
            SELECT 1 | ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC
            SELECT 1 | COMMENT ON SCHEMA public IS 'p'; GRANT ALL ON SCHEMA public TO pg_monitor
            CREATE TABLE t (a int); CREATE VIEW v AS SELECT * FROM t; CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.a) | ALTER TABLE t ADD b int; DROP RULE r ON v
            CREATE TABLE t (a int); CREATE TABLE u (a int); CREATE POLICY p ON u USING (a IN (SELECT a FROM t)) | ALTER TABLE t RENAME a TO b
            CREATE TABLE t (a int); CREATE STATISTICS s ON (a + 1) FROM t | ALTER TABLE t RENAME a TO b; ALTER STATISTICS s SET STATISTICS 3
            CREATE TABLE t (a int); CREATE PUBLICATION p FOR TABLE t | ALTER TABLE t RENAME TO u
            CREATE TABLE t (a int); CREATE PUBLICATION p | ALTER PUBLICATION p ADD TABLE t
            CREATE TABLE t (a int, b int); CREATE TABLE c () INHERITS (t) | ALTER TABLE t DROP b; ALTER TABLE c ADD b int
            CREATE TABLE t (a int) | DROP TABLE t; CREATE TABLE t (a bigint)
            CREATE TABLE nexus_migrations (a int) | ALTER TABLE nexus_migrations ADD b int; COMMENT ON TABLE nexus_migrations IS 'h'
            CREATE TABLE nexus_migrations (a int) | ALTER TABLE nexus_migrations RENAME TO old
            CREATE TABLE t (a int) | ALTER TABLE t RENAME TO nexus_migrations
            CREATE TYPE r AS RANGE (SUBTYPE = int) | ALTER TYPE r RENAME TO s
            CREATE TABLE t (a int); CREATE MATERIALIZED VIEW m AS SELECT a FROM t WITH NO DATA | REFRESH MATERIALIZED VIEW m
            CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f() | ALTER TABLE t DISABLE TRIGGER g; ALTER FUNCTION f() RENAME TO h
            CREATE TABLE t (a int); CREATE AGGREGATE g (int) (SFUNC = int4pl, STYPE = int) | ALTER AGGREGATE g (int) RENAME TO h
            CREATE COLLATION c FROM "C"; CREATE TABLE t (a text COLLATE c) | ALTER COLLATION c RENAME TO d
            """)
    void whatAnotherObjectPrints(String first, String then) throws SQLException {
        connection.setAutoCommit(false);
        execute(first);
        Picture before = known.read(connection);
        execute(then);

        Picture after = known.read(connection);

        assertThat(after).isEqualTo(WHOLE.read(connection));
        assertThat(before.equals(after)).isEqualTo(then.contains("nexus_migrations ADD"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE n (a serial PRIMARY KEY, b text UNIQUE, t int REFERENCES t)",
                "ALTER TABLE t ADD c int DEFAULT 0 NOT NULL",
                "ALTER TABLE t DROP b",
                "CREATE INDEX i ON t (b)",
                "DROP TABLE u",
                "COMMENT ON TABLE t IS 't'; COMMENT ON COLUMN t.b IS 'b'",
                "GRANT SELECT ON t TO PUBLIC; GRANT USAGE ON SCHEMA public TO pg_monitor",
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
                "CREATE TYPE e AS ENUM ('x'); CREATE DOMAIN d AS e; CREATE TYPE c AS (d d)",
                "CREATE SCHEMA s CREATE VIEW v AS SELECT a FROM public.t",
                "DROP FUNCTION f; CREATE UNIQUE INDEX ON u (a); ALTER TABLE u ADD CHECK (a > 1)",
                "INSERT INTO t VALUES (1)",
            })
    void whatMigrationsDoReadsNotAll(String sql) throws SQLException {
        connection.setAutoCommit(false);
        execute("CREATE TABLE t (a int PRIMARY KEY, b int); CREATE TABLE u (a int);"
                + " CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        known.read(connection);
        execute(sql);

        assertThat(known.read(connection)).isEqualTo(WHOLE.read(connection));
        assertThat(known.wholeReads()).isEqualTo(1);
    }

    @Test
    void whatIsRolledBackIsNoChange() throws SQLException {
        execute("DROP TABLE IF EXISTS t; CREATE TABLE t (a int)");
        Picture before = known.read(connection);
        connection.setAutoCommit(false);
        execute("ALTER TABLE t ADD b int");
        connection.rollback();
        connection.setAutoCommit(true);

        assertThat(known.read(connection)).isSameAs(before);
        execute("INSERT INTO t VALUES (1); ANALYZE t");
        assertThat(known.read(connection)).isSameAs(before);
        execute("ALTER TABLE t ADD b int");
        assertThat(known.read(connection)).isEqualTo(WHOLE.read(connection)).isNotEqualTo(before);
        execute("DROP TABLE t");
    }

    /** A place in a page that a rolled back change has left is used again. */
    @Test
    void changesBeforeAndAfterARollbackToASavepointAreSeen() throws SQLException {
        connection.setAutoCommit(false);
        for (int round = 0; round < 5; round++) {
            execute("CREATE TABLE t" + round + " (a int)");
            Savepoint savepoint = connection.setSavepoint();
            execute("ALTER TABLE t" + round + " ADD b int; COMMENT ON TABLE t0 IS 'in " + round + "'");
            assertThat(known.read(connection)).isEqualTo(WHOLE.read(connection));
            connection.rollback(savepoint);
            assertThat(known.read(connection)).isEqualTo(WHOLE.read(connection));
            execute("ALTER TABLE t" + round + " ADD c text; COMMENT ON TABLE t0 IS 'after " + round + "'");
            assertThat(known.read(connection)).isEqualTo(WHOLE.read(connection));
        }
    }

    @Test
    void ofACopyOnlyWhatDiffersIsRead() throws SQLException {
        execute("DROP TABLE IF EXISTS t; CREATE TABLE t (a int); CREATE TABLE u (a int)");
        Picture first = known.read(connection);
        connection.close();
        try (TestDatabase copy = database.copy();
                Connection there = copy.connect()) {
            assertThat(known.read(there)).isSameAs(first);
            execute(there, "ALTER TABLE t ADD b int; CREATE TABLE w (a int)");
            assertThat(known.read(there)).isEqualTo(WHOLE.read(there));
            connection = database.connect();
            execute("COMMENT ON TABLE t IS 't'; DROP TABLE u");
            assertThat(known.read(connection)).isEqualTo(WHOLE.read(connection));
            assertThat(known.read(there)).isEqualTo(WHOLE.read(there));
        }
        assertThat(known.wholeReads()).isEqualTo(1);
        execute("DROP TABLE t");
    }

    @Test
    void afterVacuumFullTheSameIsRead() throws SQLException {
        execute("DROP TABLE IF EXISTS t; CREATE TABLE t (a int PRIMARY KEY)");
        Picture before = known.read(connection);
        for (String catalog : new String[] {"pg_class", "pg_attribute", "pg_constraint"}) {
            execute("VACUUM FULL " + catalog);
        }
        assertThat(known.read(connection)).isEqualTo(before);
        execute("DROP TABLE t");
    }

    @Test
    void afterARandomWalkItIsTheWholePicture() throws SQLException {
        Random random = new Random(20240601);
        int changes = 0;
        int steps = Fuzz.tries() / 5;
        try (TestDatabase walked = TestDatabase.create();
                Connection there = walked.connect()) {
            execute(there, "CREATE SCHEMA s; CREATE SCHEMA r");
            for (int step = 0; step < steps; step++) {
                StringBuilder said = new StringBuilder();
                int wanted = changes + 1 + random.nextInt(3);
                for (int left = 25; left > 0 && changes < wanted; left--) {
                    String sql = RandomDdl.statement(random);
                    if (tryTo(there, sql)) {
                        said.append(sql).append("; ");
                        changes++;
                    }
                }
                assertThat(known.read(there)).as("step " + step + ": " + said).isEqualTo(WHOLE.read(there));
            }
        }
        System.err.printf("%d steps, %d changes, %d pictures read whole%n", steps, changes, known.wholeReads());
        assertThat(changes).isGreaterThan(steps);
        assertThat(known.wholeReads()).isLessThan(steps / 2);
    }

    private static boolean tryTo(Connection on, String sql) throws SQLException {
        try {
            execute(on, sql);
            return true;
        } catch (SQLException refused) {
            return false;
        } finally {
            execute(on, "ROLLBACK");
        }
    }

    private void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    private static void execute(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }
}
