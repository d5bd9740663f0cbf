package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqlSplitterTest {

    private static final String ATOMIC =
            "CREATE OR REPLACE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; SELECT 3; END";

    static Stream<Arguments> oneStatementThenAnother() {
        return Stream.of(
                        "SELECT 1",
                        "SELECT 'a;b'",
                        "SELECT 'it''s;'",
                        "SELECT 'no escape \\'",
                        "SELECT E'it\\'s;'",
                        "SELECT e'it''s\\\\'",
                        "SELECT E'a'\n 'b;'",
                        "SELECT U&'d\\0061t;'",
                        "SELECT somee'x\\'",
                        "SELECT B'1', N'x;', X'1F'",
                        "SELECT \"a;\"\"b\"",
                        "SELECT U&\"a;\"",
                        "SELECT $$a;b'$$",
                        "SELECT $tag$a;$$;$Tag$ b$tag$",
                        "SELECT $ü1$;$ü1$",
                        "SELECT a$1, b$$ FROM t",
                        "PREPARE p AS SELECT $1",
                        "SELECT 1 /* a; /* b; */ c; */ + 1",
                        "SELECT 1 /*/ ; */ + 1",
                        "SELECT 1 /**/ + 1",
                        "SELECT 1 -- ;\n + 1",
                        "SELECT 1 +-- ;\n 1",
                        "SELECT 5 */* ; */ 3",
                        "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)",
                        "SELECT ')' || -- )\n ')'",
                        "SELECT ) ",
                        ATOMIC,
                        "create procedure p() begin atomic delete from a; end",
                        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN CASE WHEN 1=1 THEN 1 END END; END",
                        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ BEGIN; $$",
                        "CREATE TABLE t (\"begin\" int)",
                        "CREATE VIEW v AS SELECT CASE WHEN true THEN 1 END",
                        "BEGIN",
                        "DO $do$ BEGIN EXECUTE 'x;'; END $do$",
                        "COPY t FROM '/tmp/stdin'",
                        "COPY (SELECT 1 FROM stdin) TO PROGRAM 'cat'",
                        "SELECT 'ü😀;', a😀b",
                        "SELECT 1E'x\\'",
                        "SELECT a::text, b:c",
                        "SELECT $a$ $b$ ; $b$ ' $a$ || $b$;$a$;$b$",
                        "SELECT $é_2$;$e_2$;$é_2$",
                        "SELECT $1$2, a$$b$$c",
                        "SELECT E'\\\\', E'\\';', e';\\\n;'",
                        "SELECT U&'!0061;' UESCAPE '!', U&\"d!0061;\" UESCAPE '!'",
                        "SELECT '--', '/*' -- '\n, /* ' */ ';'",
                        "SELECT 1 /* -- */ + /* ; -- */ 2",
                        "SELECT 1 -- /* ;\n + 2",
                        "SELECT 1 /* /* */ ; /* /* ; */ */ */ + 1",
                        "SELECT '{\"a;\": 1}'::jsonb #>> '{a;}', '[1]'::jsonb @> '1', a[1:2]",
                        "SELECT \"ü;😀\", ü😀_1, 'é;' AS \"日本;\"",
                        "CREATE /* x; */ FUNCTION -- ;\n f() RETURNS int BEGIN ATOMIC SELECT 1; END",
                        "CREATE FUNCTION f(a text DEFAULT ';(') RETURNS int LANGUAGE sql RETURN 1",
                        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT (CASE 1 WHEN 1 THEN 1 END); END",
                        "CREATE FUNCTION f() RETURNS text BEGIN ATOMIC SELECT \"end\" FROM \"begin\"; SELECT 'end;'; END",
                        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO a VALUES (1); UPDATE b SET c = 2; END",
                        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT $$;end;$$; SELECT 1 /* end; */; END",
                        "COPY t FROM '/nowhere/a;b' WITH (FORMAT csv, DELIMITER ';')",
                        "COPY (SELECT ';' AS stdout) TO '/nowhere/x;'",
                        "SELECT X'1F', N';', n'\\'")
                .map(sql -> arguments(sql.strip()));
    }

    @ParameterizedTest
    @MethodSource("oneStatementThenAnother")
    void aSemicolonInsideQuotesOrCommentsIsNoEnd(String sql) throws Exception {
        assertThat(texts(sql + ";SELECT 'next'")).containsExactly(sql, "SELECT 'next'");
    }

    private static List<String> texts(String sql) throws BadSqlException {
        return split(sql).stream().map(Statement::text).toList();
    }

    private static List<Statement> split(String sql) throws BadSqlException {
        return SqlSplitter.split(SourceText.of("test.sql", sql)).statements();
    }

    @Test
    void leadingAndTrailingCommentsBelongToNoStatement() throws Exception {
        assertThat(split("-- head\n/* more */ SELECT 1 /* in */ + 1 -- tail\n;\n\n  -- next\n  SELECT 2 -- end"))
                .containsExactly(
                        Statement.in("test.sql", 2, 12, "SELECT 1 /* in */ + 1"),
                        Statement.in("test.sql", 6, 3, "SELECT 2"));
    }

    @Test
    void columnsAreCountedInUtf16CodeUnits() throws Exception {
        assertThat(split("SELECT '😀'; SELECT 2")).contains(Statement.in("test.sql", 1, 14, "SELECT 2"));
    }

    @Test
    void emptyStatementsAreSkipped() throws Exception {
        assertThat(texts(";; SELECT 1;; -- x\n ; /* y */ ")).containsExactly("SELECT 1");
        assertThat(texts("")).isEmpty();
        assertThat(texts(" \n\t-- only this")).isEmpty();
    }

    @Test
    void lineEndsAreNormalised() throws Exception {
        assertThat(split("SELECT 1;\r\nSELECT\r'a\r\nb'"))
                .containsExactly(
                        Statement.in("test.sql", 1, 1, "SELECT 1"), Statement.in("test.sql", 2, 1, "SELECT\n'a\nb'"));
    }

    @Test
    void rowsAfterACopyBelongToIt() throws Exception {
        assertThat(split("-- rows\nCOPY t (a, b) FROM STDIN; \n1\tit's; $$ -- (\n\\N\t\\.\n\\.\nSELECT 2;\n"
                        + "copy u from stdin with (format csv);\n\\.\n;SELECT 3"))
                .containsExactly(
                        new Statement(
                                "COPY t (a, b) FROM STDIN",
                                new SourcePosition("test.sql", 2, 1),
                                Optional.of("1\tit's; $$ -- (\n\\N\t\\.\n")),
                        Statement.in("test.sql", 6, 1, "SELECT 2"),
                        new Statement(
                                "copy u from stdin with (format csv)",
                                new SourcePosition("test.sql", 7, 1),
                                Optional.of("")),
                        Statement.in("test.sql", 9, 2, "SELECT 3"));
    }

    @Test
    void allFlawsOfAFileAreFound() {
        assertThatThrownBy(() -> split("\\restrict x\nSELECT 1;\n\\connect y\nSELECT ${schema};\nSELECT 'a"))
                .isInstanceOfSatisfying(BadSqlException.class, e -> {
                    assertThat(e.position()).hasToString("line 1, column 1");
                    assertThat(e.hint()).isEqualTo("pg_dump writes it for psql: delete the line.");
                    assertThat(Stream.of(e.getSuppressed())
                                    .map(BadSqlException.class::cast)
                                    .map(other -> other.position() + ": " + other.reason()))
                            .containsExactly(
                                    "line 3, column 1: \\connect is a command of psql, which PostgreSQL does not know",
                                    "line 4, column 8: ${schema} is a placeholder, and placeholders are not replaced here",
                                    "line 5, column 8: the string that begins here has no end");
                });
    }

    static Stream<Arguments> refused() {
        String psql = " is a command of psql, which PostgreSQL does not know";
        String begin = "the rows of this COPY do not begin on the line after it";
        String end = "the rows of this COPY have no end";
        return Stream.of(
                arguments("SELECT 1;\nSELECT\n 'a;\nb", 3, "the string that begins here has no end"),
                arguments("SELECT E'a\\'", 1, "the string that begins here has no end"),
                arguments("SELECT E'a\\", 1, "the string that begins here has no end"),
                arguments("\nSELECT \"a", 2, "the quoted identifier that begins here has no end"),
                arguments("\n\nSELECT $a$ $b$ $A$", 3, "the dollar-quoted string $a$ that begins here has no end"),
                arguments("SELECT 1\n/* /* */", 2, "the comment that begins here has no end"),
                arguments("SELECT 1\n/*/", 2, "the comment that begins here has no end"),
                arguments("SELECT\n(1;\nSELECT 2", 2, "the parenthesis that opens here is not closed"),
                arguments("SELECT 1;\n\\i other.sql", 2, "\\i" + psql),
                arguments("SELECT 1 \\gset", 1, "\\gset" + psql),
                arguments("SELECT 1\\;SELECT 2;", 1, "\\" + psql),
                arguments("SELECT 1;\nCOPY t (a, b) FROM STDIN;\n1\tit's\n", 2, end),
                arguments("COPY t FROM STDIN;\n1\n \\.\n\\. \n", 1, end),
                arguments("COPY t FROM STDIN;", 1, end),
                arguments("copy t from stdin with (format csv)", 1, begin),
                arguments("COPY t FROM STDIN; SELECT 1;\n1\n\\.\n", 1, begin),
                arguments("COPY (SELECT 1) TO STDOUT", 1, "COPY to STDOUT needs psql"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeSplitIsRefusedAtItsLine(String sql, int line, String reason) {
        assertThatThrownBy(() -> split(sql)).isInstanceOfSatisfying(BadSqlException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.position().toString()).startsWith("line " + line + ", column ");
            assertThat(e.hint()).isNotBlank();
        });
    }

    @Test
    void aLongFileIsSplitQuickly() throws Exception {
        String sql = "INSERT INTO t VALUES (1, 'a;b', E'c\\'d') -- e\n;\n".repeat(50_000);

        assertThat(split(sql))
                .hasSize(50_000)
                .last()
                .isEqualTo(Statement.in("test.sql", 99_999, 1, "INSERT INTO t VALUES (1, 'a;b', E'c\\'d')"));
    }

    @Test
    void aLongStringIsSplitQuickly() throws Exception {
        assertThat(texts("SELECT E'" + "\\n''x'\n'".repeat(100_000) + "'; SELECT 2"))
                .hasSize(2);
    }
}
