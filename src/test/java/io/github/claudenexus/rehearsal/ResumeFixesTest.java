package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeFixesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE t (id int)                             | Write CREATE TABLE IF NOT EXISTS.
            CREATE UNLOGGED TABLE t (id int)                    | Write CREATE TABLE IF NOT EXISTS.
            create materialized view m as select 1              | Write CREATE MATERIALIZED VIEW IF NOT EXISTS.
            CREATE EXTENSION hstore                             | Write CREATE EXTENSION IF NOT EXISTS.
            CREATE TABLE IF NOT EXISTS t AS SELECT * FROM gone  | Write each statement so that
            CREATE FUNCTION f() RETURNS int RETURN 1            | Write CREATE OR REPLACE FUNCTION.
            CREATE OR REPLACE FUNCTION f() RETURNS int RETURN 1 | Write each statement so that
            CREATE TYPE s AS ENUM ('a')                         | CREATE TYPE has no IF NOT EXISTS: move it to a migration that runs in a transaction, or run DROP TYPE IF EXISTS before it.
            CREATE CONSTRAINT TRIGGER c AFTER INSERT ON t       | CREATE CONSTRAINT TRIGGER has no IF NOT EXISTS: move it to a migration that runs in a transaction, or run DROP TRIGGER IF EXISTS before it.
            CREATE INDEX CONCURRENTLY i ON t (a)                | Write CREATE INDEX CONCURRENTLY IF NOT EXISTS.
            CREATE UNIQUE INDEX i ON t (a)                      | Write CREATE UNIQUE INDEX IF NOT EXISTS.
            CREATE INDEX CONCURRENTLY ON t (a)                  | Give the index a name, and write CREATE INDEX CONCURRENTLY IF NOT EXISTS
            CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)  | Write each statement so that
            DROP INDEX CONCURRENTLY i                           | Write DROP INDEX CONCURRENTLY IF EXISTS.
            DROP MATERIALIZED VIEW m                            | Write DROP MATERIALIZED VIEW IF EXISTS.
            DROP TABLE IF EXISTS t                              | Write each statement so that
            ALTER TYPE s ADD VALUE 'b'                          | Write ADD VALUE IF NOT EXISTS.
            ALTER TYPE s RENAME VALUE 'a' TO 'b'                | ALTER TYPE cannot be guarded by words of its own: move it to a migration that runs in a transaction
            ALTER TABLE t ADD a int                             | Write ADD COLUMN IF NOT EXISTS.
            ALTER TABLE ONLY s.t ADD COLUMN a int               | Write ADD COLUMN IF NOT EXISTS.
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)        | ADD CONSTRAINT has no IF NOT EXISTS: run ALTER TABLE … DROP CONSTRAINT IF EXISTS before it
            ALTER TABLE t ADD UNIQUE (a)                        | Give the constraint a name
            ALTER TABLE t DROP a                                | Write DROP COLUMN IF EXISTS.
            ALTER TABLE t DROP CONSTRAINT c                     | Write DROP CONSTRAINT IF EXISTS.
            ALTER TABLE t RENAME a TO b                         | ALTER TABLE cannot be guarded by words of its own
            INSERT INTO t VALUES (1)                            | Have it leave out the rows that are there
            UPDATE t SET n = n + 1                              | Have it change only the rows that are not changed yet
            CALL p()                                            | Have it find out what is done
            COPY t FROM STDIN                                   | Copy into a table of its own
            VACUUM t                                            | Write each statement so that
            """)
    void ofAFileIsWhatItsStatementAllows(String statement, String fix) {
        assertThat(ResumeFixes.of(Statement.of(statement), true)).startsWith(fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE INDEX CONCURRENTLY i ON t (a)         | Use online.createIndex, which leaves an index that is there.
            DROP INDEX CONCURRENTLY i                    | Use online.dropIndex, which drops only what is there.
            ALTER TABLE t ADD a int                      | Use addColumn, which leaves a column that is there.
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) | ADD CONSTRAINT has no IF NOT EXISTS: run ALTER TABLE … DROP CONSTRAINT IF EXISTS before it, or ask has().constraint().
            ALTER TABLE t RENAME a TO b                  | ALTER TABLE cannot be guarded by words of its own: move it to up, which runs in a transaction, or ask the guards of has() first.
            """)
    void ofAClassIsAStepOrAGuardOfOnline(String statement, String fix) {
        assertThat(ResumeFixes.of(Statement.of(statement), false)).isEqualTo(fix);
    }
}
