package io.github.claudenexus.locks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTextTest {

    @Test
    void commentsAndStringsAreNoPartOfIt() {
        assertThat(RuleText.statements("-- drop\n/* a /* nested */ one */ select 'it''s; ' , e'\\';', $x$ ; $y$ $x$ ;; "
                        + "alter  table a.\"B; c\"\n\tadd check(n>0);"))
                .containsExactly("SELECT '' , '' , ''", "ALTER TABLE A . \"B; c\" ADD CHECK ( N > 0 )");
        assertThat(RuleText.statements(" -- nothing\n ;")).isEmpty();
        assertThat(RuleText.statements("SELECT 'open")).containsExactly("SELECT ''");
    }

    @Test
    void anAlterTableIsReadActionByActionAndAQuotedNameIsNoKeyword() {
        assertThat(RuleText.actions("alter table if exists only a.b * add column \"UNIQUE, \"\"x\" numeric(8, 2),"
                        + " alter type set not null; drop table \"alter\""))
                .containsExactly(
                        "ALTER TABLE ADD COLUMN \"x\" NUMERIC ( 8 , 2 )",
                        "ALTER TABLE ALTER TYPE SET NOT NULL",
                        "DROP TABLE \"x\"");
        assertThat(RuleText.actions("ALTER TABLE t RENAME TO u")).containsExactly("ALTER TABLE RENAME TO U");
    }

    @Test
    void aRelationIsNamedWithOrWithoutQuotes() {
        Relation plain = new Relation(1, "public.t", "t", 'r', 0, false);
        Relation odd = new Relation(2, "public.\"T x\"", "\"T x\"", 'r', 0, false);

        assertThat(RuleText.names("VACUUM PUBLIC . T", plain)).isTrue();
        assertThat(RuleText.names("VACUUM \"t\" , X", plain)).isTrue();
        assertThat(RuleText.names("VACUUM T_N", plain)).isFalse();
        assertThat(RuleText.names("VACUUM \"T x\"", odd)).isTrue();
        assertThat(RuleText.names("VACUUM \"T x\"", plain)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE t ADD n int | WRAPPED",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m | WRAPPED",
                "ALTER TYPE mood ADD VALUE 'x' | WRAPPED",
                "CREATE INDEX concurrently ON t (n) | MADE_TO_WAIT",
                "create unique index concurrently i on t (n) | MADE_TO_WAIT",
                "DROP INDEX CONCURRENTLY i | MADE_TO_WAIT",
                "ALTER TABLE p DETACH PARTITION q CONCURRENTLY | MADE_TO_WAIT",
                "REINDEX SCHEMA s | MADE_TO_WAIT",
                "CLUSTER | MADE_TO_WAIT",
                "VACUUM (FULL) t | MADE_TO_WAIT",
                "VACUUM (SKIP_LOCKED) t | SAMPLED",
                "CALL p() | SAMPLED",
                "DO 'BEGIN END' | SAMPLED",
                "{call p()} | SAMPLED",
                "SELECT 1 | SAMPLED",
                "INSERT INTO t VALUES (1) RETURNING id | SAMPLED",
                "INSERT INTO t VALUES ('RETURNING') | WRAPPED",
                "LOCK TABLE t | ALONE",
                "SAVEPOINT a | ALONE",
                "DECLARE c CURSOR FOR SELECT 1 | ALONE",
                "ALTER SYSTEM SET jit = off | ALONE",
                "DROP DATABASE d | ALONE",
                "CREATE TABLESPACE s LOCATION '/s' | ALONE",
                "DROP SUBSCRIPTION s | ALONE",
                "-- nothing | ALONE"
            })
    void howAStatementOutsideOfATransactionIsLookedAt(String sql, ObservationMode way) {
        assertThat(ObservationMode.of(RuleText.statements(sql))).isEqualTo(way);
    }
}
