package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.sql.StatementKind.Verb;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (n)",
                "DROP INDEX CONCURRENTLY i",
                "REINDEX TABLE CONCURRENTLY t",
                "REINDEX SCHEMA s",
                "REINDEX DATABASE d",
                "ALTER TABLE p DETACH PARTITION q CONCURRENTLY",
                "VACUUM",
                "create database d",
                "ALTER SYSTEM SET jit = off"
            })
    void theServerRefusesItInATransaction(String sql) {
        assertThat(Statement.of(sql).isRefusedInTransaction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (n)",
                "REINDEX TABLE t",
                "ALTER TABLE p DETACH PARTITION q",
                "ALTER TYPE mood ADD VALUE 'x'",
                "DO 'BEGIN END'",
                "LOCK TABLE t",
                "SELECT 'VACUUM'"
            })
    void theServerTakesItInATransaction(String sql) {
        assertThat(Statement.of(sql).isRefusedInTransaction()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    # statement                                         | kind             | concurrently | in a transaction | index, relations
                    CREATE INDEX i ON t (n)                             | CREATE_INDEX     | false | true  | i t
                    create unique index concurrently u on only a."T" (n)| CREATE_INDEX     | true  | false | u a."T"
                    CREATE INDEX concurrently ON t (n)                  | CREATE_INDEX     | true  | false | t
                    CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (n)  | CREATE_INDEX     | true  | false | i t
                    CREATE INDEX ON t (concurrently)                    | CREATE_INDEX     | false | true  | t
                    CREATE INDEX CONCURRENTLY U&"i" ON t (n)            | CREATE_INDEX     | true  | false |
                    DROP INDEX i                                        | DROP_INDEX       | false | true  | i
                    /* a */ DROP INDEX CONCURRENTLY IF EXISTS a.i, j    | DROP_INDEX       | true  | false | a.i j
                    DROP /* b */ INDEX CONCURRENTLY i -- c              | DROP_INDEX       | true  | false | i
                    REINDEX INDEX idx_concurrently                      | REINDEX          | false | false | idx_concurrently
                    REINDEX TABLE a."x CONCURRENTLY"                    | REINDEX          | false | false | a."x CONCURRENTLY"
                    REINDEX (VERBOSE) TABLE CONCURRENTLY t              | REINDEX          | true  | false | t
                    reindex (concurrently, verbose off) table t         | REINDEX          | true  | false | t
                    REINDEX (CONCURRENTLY false) TABLE t                | REINDEX          | false | false | t
                    REINDEX SCHEMA CONCURRENTLY s                       | REINDEX_SCHEMA   | true  | false | s
                    REINDEX DATABASE CONCURRENTLY                       | REINDEX_DATABASE | true  | false |
                    REINDEX SYSTEM                                      | REINDEX_DATABASE | false | false |
                    ALTER TABLE p DETACH PARTITION a.q                  | DETACH_PARTITION | false | true  | p a.q
                    ALTER TABLE IF EXISTS ONLY a.p * DETACH PARTITION q CONCURRENTLY | DETACH_PARTITION | true | false | a.p q
                    ALTER TABLE a.U&"p" DETACH PARTITION q CONCURRENTLY | DETACH_PARTITION | true  | false | q
                    ALTER TABLE p DETACH PARTITION q FINALIZE           | DETACH_PARTITION | false | true  | p q
                    ALTER TABLE t ADD n int /* not CONCURRENTLY */      | ALTER            | false | true  |
                    ALTER TYPE mood ADD VALUE 'x'                       | ALTER            | false | true  |
                    ALTER SYSTEM SET jit = off                          | ALTER            | false | false |
                    ALTER DATABASE d SET TABLESPACE s                   | ALTER            | false | false |
                    CREATE TABLE t (n int)                              | CREATE           | false | true  |
                    CREATE TABLESPACE s LOCATION '/s'                   | CREATE           | false | false |
                    DROP TABLE t                                        | DROP             | false | true  |
                    DROP DATABASE d                                     | DROP             | false | false |
                    DROP SUBSCRIPTION s                                 | DROP             | false | false |
                    REFRESH MATERIALIZED VIEW v                         | REFRESH          | false | true  |
                    REFRESH MATERIALIZED VIEW CONCURRENTLY v            | REFRESH          | true  | true  |
                    CLUSTER                                             | CLUSTER          | false | false |
                    TRUNCATE t                                          | TRUNCATE         | false | true  |
                    VACUUM (FULL) t                                     | VACUUM           | false | false |
                    INSERT INTO t VALUES ('RETURNING')                  | INSERT           | false | true  |
                    UPDATE t SET n = 1                                  | UPDATE           | false | true  |
                    DELETE FROM t                                       | DELETE           | false | true  |
                    MERGE INTO t USING u ON TRUE WHEN MATCHED THEN DELETE | MERGE          | false | true  |
                    WITH a AS (SELECT 1) SELECT FROM a                  | WITH             | false | true  |
                    (SELECT 1)                                          | READ             | false | true  |
                    EXECUTE prepared                                    | READ             | false | true  |
                    DO 'BEGIN END'                                      | CALL             | false | false |
                    {call p()}                                          | CALL             | false | false |
                    EXPLAIN SELECT 1                                    | SHOW             | false | true  |
                    COMMENT ON TABLE t IS 'built CONCURRENTLY'          | OTHER            | false | true  |
                    ANALYZE t                                           | OTHER            | false | true  |
                    LOCK TABLE t                                        | OTHER            | false | false |
                    SAVEPOINT a                                         | OTHER            | false | false |
                    ROLLBACK TO a                                       | OTHER            | false | false |
                    DECLARE c CURSOR FOR SELECT 1                       | OTHER            | false | false |
                    COMMIT                                              | OTHER            | false | false |
                    PREPARE TRANSACTION 'x'                             | OTHER            | false | false |
                    -- nothing                                          | OTHER            | false | true  |
                    """)
    void isReadFromTheWords(
            String sql, Verb verb, boolean concurrently, boolean runsInTransaction, String indexAndRelations) {
        StatementKind kind = Statement.of(sql).kind();

        assertThat(kind.verb()).isEqualTo(verb);
        assertThat(kind.concurrently()).isEqualTo(concurrently);
        assertThat(kind.runsInTransaction()).isEqualTo(runsInTransaction);
        assertThat(names(kind)).isEqualTo(indexAndRelations == null ? "" : indexAndRelations);
    }

    private static String names(StatementKind kind) {
        String relations = String.join(" ", kind.relations());
        return kind.index().map(index -> index + " " + relations).orElse(relations);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATE INDEX CONCURRENTLY i ON t (n)       | true  | true  | false
                    CREATE INDEX i ON t (n)                    | false | false | false
                    DROP INDEX CONCURRENTLY i                  | false | true  | false
                    REINDEX DATABASE CONCURRENTLY              | false | true  | false
                    REFRESH MATERIALIZED VIEW CONCURRENTLY v   | false | false | false
                    ALTER TABLE p DETACH PARTITION q CONCURRENTLY | false | false | true
                    ALTER TABLE p DETACH PARTITION q           | false | false | false
                    """)
    void whatWorksConcurrentlyIsKnown(String sql, boolean builds, boolean onIndexes, boolean detaches) {
        StatementKind kind = Statement.of(sql).kind();

        assertThat(List.of(kind.isIndexBuild(), kind.isConcurrentIndexWork(), kind.isConcurrentDetach()))
                .containsExactly(builds, onIndexes, detaches);
    }
}
