package io.github.claudenexus.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.claudenexus.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementWordsTest {

    @Test
    void commentsAndTheContentsOfStringsAreLeftOut() {
        assertThat(StatementWords.of(
                        Statement.of("-- drop\n/* a /* nested */ one */ select 'it''s; ' , e'\\';', $x$ ; $y$ $x$ ;; "
                                + "alter  table a.\"B; c\"\n\tadd check(n>0);")))
                .extracting(StatementWords::text)
                .containsExactly("SELECT '' , '' , ''", "ALTER TABLE A . \"B; c\" ADD CHECK ( N > 0 )");
        assertThat(StatementWords.of(Statement.of(" -- nothing\n ;"))).isEmpty();
        assertThat(StatementWords.of(Statement.of("SELECT 'open")))
                .extracting(StatementWords::text)
                .containsExactly("SELECT");
    }

    @Test
    void anAlterTableIsReadActionByActionAndAQuotedNameIsNoKeyword() {
        assertThat(actions("alter table if exists only a.b * add column \"UNIQUE, \"\"x\" numeric(8, 2),"
                        + " alter type set not null; drop table \"alter\""))
                .containsExactly(
                        "ALTER TABLE ADD COLUMN \"x\" NUMERIC ( 8 , 2 )",
                        "ALTER TABLE ALTER TYPE SET NOT NULL",
                        "DROP TABLE \"x\"");
        assertThat(actions("ALTER TABLE t RENAME TO u")).containsExactly("ALTER TABLE RENAME TO U");
        assertThat(actions("ALTER TABLE")).containsExactly("ALTER TABLE");
        assertThat(actions("ALTER TABLE t")).containsExactly("ALTER TABLE");
    }

    private static List<String> actions(String sql) {
        return StatementWords.of(Statement.of(sql)).stream()
                .flatMap(one -> one.actions().stream())
                .toList();
    }

    @Test
    void aRelationIsNamedWithOrWithoutQuotes() {
        Relation plain = new Relation(1, "public.t", "t", 'r', 0, false);
        Relation odd = new Relation(2, "public.\"T x\"", "\"T x\"", 'r', 0, false);

        assertThat(names("VACUUM PUBLIC . T", plain)).isTrue();
        assertThat(names("VACUUM \"t\" , X", plain)).isTrue();
        assertThat(names("VACUUM T_N", plain)).isFalse();
        assertThat(names("VACUUM 't'", plain)).isFalse();
        assertThat(names("VACUUM \"T x\"", odd)).isTrue();
        assertThat(names("VACUUM \"T x\"", plain)).isFalse();
    }

    @Test
    void aLargeInsertIsReadQuickly() {
        String rows = "(1, now(), 'x')" + ", (2, now(), 'y')".repeat(10_000);
        Relation other = new Relation(1, "public.other", "other", 'r', 0, false);

        assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(names("INSERT INTO t VALUES " + rows + " RETURNING id", other))
                        .isFalse());
    }

    private static boolean names(String sql, Relation relation) {
        return StatementWords.of(Statement.of(sql)).get(0).names(relation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t VALUES ('RETURNING')", "ALTER TABLE t ADD n int; ANALYZE t"})
    void runsInATransactionMadeForIt(String sql) {
        assertThat(RanStatement.begun(Statement.of(sql), 1).runsInTransaction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1) RETURNING id",
                "SELECT 1",
                "WITH a AS (SELECT 1) SELECT FROM a",
                "SHOW jit",
                "ALTER TABLE t ADD n int; VACUUM t",
                "-- nothing"
            })
    void isNotWrappedWhereRowsOrAPartOfItWouldSuffer(String sql) {
        assertThat(RanStatement.begun(Statement.of(sql), 1).runsInTransaction()).isFalse();
    }

    @Test
    void theBodyOfAFunctionIsNoStatement() {
        assertThat(StatementWords.of(Statement.of("CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; DELETE FROM t; END")))
                .extracting(StatementWords::changesEveryRow)
                .containsExactly(false);
    }
}
