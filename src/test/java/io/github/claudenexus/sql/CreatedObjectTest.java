package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreatedObjectTest {

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
            ALTER TABLE t ADD COLUMN a int | column a of t
            ALTER TABLE IF EXISTS ONLY s.t ADD IF NOT EXISTS a numeric(5, 2) DEFAULT f(1, 2), ADD "B" text | column a of s.t, column "B" of s.t
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0), ADD COLUMN unique_name text, DROP COLUMN b | column unique_name of t
            """)
    void isTold(String sql, String expected) {
        assertThat(CreatedObject.of(Statement.of(sql)).stream()
                        .map(CreatedObject::toString)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE t ()",
                "CREATE LOCAL TEMPORARY TABLE t ()",
                "CREATE INDEX ON t (id)",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "ALTER TABLE t ADD PRIMARY KEY (a), ADD UNIQUE (b), ADD FOREIGN KEY (c) REFERENCES u",
                "ALTER TABLE t ALTER COLUMN a TYPE int",
                "ALTER TABLE t RENAME a TO b",
                "SELECT 1",
                ""
            })
    void anythingElseCreatesNoneThatStays(String sql) {
        assertThat(CreatedObject.of(Statement.of(sql))).isEmpty();
    }
}
