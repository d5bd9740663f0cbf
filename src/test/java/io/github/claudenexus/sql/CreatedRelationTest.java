package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreatedRelationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE t (id int) | table t
            create /* a */ unlogged table if not exists a."B c" () | table a."B c"
            CREATE OR REPLACE VIEW v AS SELECT 1 | view v
            CREATE RECURSIVE VIEW v (n) AS SELECT 1 | view v
            CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1 | materialized view m
            CREATE SEQUENCE s | sequence s
            CREATE FOREIGN TABLE f () SERVER x | foreign table f
            CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (id) | index i
            CREATE INDEX i ON t (id) | index i
            """)
    void isTold(String sql, String expected) {
        assertThat(CreatedRelation.of(Statement.of(sql)).map(it -> it.kind() + " " + it.name()))
                .hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE t ()",
                "CREATE LOCAL TEMPORARY TABLE t ()",
                "CREATE INDEX ON t (id)",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "ALTER TABLE t ADD COLUMN a int",
                "SELECT 1",
                ""
            })
    void anythingElseCreatesNoneThatStays(String sql) {
        assertThat(CreatedRelation.of(Statement.of(sql))).isEmpty();
    }
}
