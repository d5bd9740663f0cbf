package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values in the place of placeholders: what is sent, what is shown, and where it is in the file. */
class PlaceholdersTest {

    private static final Placeholders PLACEHOLDERS = new Placeholders(
            Map.of("schema", "shop", "secret", "hunter2", "empty", "", "two", "a; b", "self", "x ${schema}"),
            Set.of("flyway:user"));

    @Test
    void aStatementIsSentWithTheValueAndShownWithThePlaceholder() throws BadSqlException {
        List<Statement> statements = split("-- ${schema}\nSELECT ${empty}'${secret}', ${Schema}.a;\n SELECT 2");

        assertThat(statements).extracting(Statement::text).containsExactly("SELECT 'hunter2', shop.a", "SELECT 2");
        Statement first = statements.get(0);
        assertThat(first.written()).isEqualTo("SELECT ${empty}'${secret}', ${Schema}.a");
        assertThat(List.of(first.shown(), first.redacted(), first.excerpt()))
                .allSatisfy(shown -> assertThat(shown).contains("${secret}").doesNotContain("hunter2"));
        assertThat(statements.get(1).start()).isEqualTo(new SourcePosition("x.sql", 3, 2));
    }

    // The server counts the characters of what it got; the answer is a place in the file.
    @ParameterizedTest
    @CsvSource({"SELECT, 1, 1", "shop, 1, 8", "op, 1, 8", ".a, 1, 17", "b, 2, 1", "hunter2, 2, 4", "c, 2, 13"})
    void aPlaceInWhatWasSentIsOneInTheFile(String word, int line, int column) throws BadSqlException {
        Statement statement = split("SELECT ${schema}.a,\nb, ${secret}c").get(0);
        int at = statement.text().indexOf(word) + 1;

        assertThat(statement.at(at)).isEqualTo(new SourcePosition("x.sql", line, column));
    }

    @Test
    void aValueMayEndAStatement() throws BadSqlException {
        List<Statement> statements = split("SELECT 'x' AS ${two} FROM t; SELECT 3");

        assertThat(statements).extracting(Statement::text).containsExactly("SELECT 'x' AS a", "b FROM t", "SELECT 3");
        assertThat(statements)
                .extracting(Statement::written)
                .containsExactly("SELECT 'x' AS ${two}", "${two} FROM t", "SELECT 3");
        assertThat(statements.get(1).at(3)).isEqualTo(new SourcePosition("x.sql", 1, 22));
    }

    @Test
    void whatOnlyTheDatabaseKnowsIsPutInLater() throws BadSqlException {
        Statement open =
                split("GRANT SELECT ON ${schema}.t TO ${flyway:user}, b").get(0);

        assertThat(open.hasOpenPlaceholder()).isTrue();
        Statement filled = open.filled(name -> name.equals("flyway:user") ? "ada" : "?");
        assertThat(filled.text()).isEqualTo("GRANT SELECT ON shop.t TO ada, b");
        assertThat(filled.hasOpenPlaceholder()).isFalse();
        assertThat(filled.shown()).isEqualTo("GRANT SELECT ON ${schema}.t TO ${flyway:user}, b");
        assertThat(filled.at(filled.text().indexOf("b") + 1).column()).isEqualTo(48);
    }

    @Test
    void everyPlaceholderWithoutAValueIsRefusedAtItsPlace() {
        assertThatThrownBy(() -> split("SELECT 1;\n-- ${nobody}\n SELECT ${self}, ${open"))
                .isInstanceOfSatisfying(BadSqlException.class, bad -> {
                    assertThat(bad.position()).isEqualTo(new SourcePosition("x.sql", 2, 4));
                    assertThat(bad.reason()).isEqualTo("the placeholder ${nobody} has no value");
                    assertThat(bad.hint()).startsWith("Give it with -Dnexus.variables.nobody=…");
                    assertThat(Arrays.stream(bad.getSuppressed())
                                    .map(BadSqlException.class::cast)
                                    .map(other -> other.position() + ": " + other.reason()))
                            .containsExactly(
                                    "line 3, column 9: the value of the placeholder ${self} holds a placeholder itself",
                                    "line 3, column 18: the placeholder that begins here has no end");
                });
    }

    @Test
    void theRowsOfCopyHaveValuesToo() throws BadSqlException {
        Statement copy =
                split("COPY t FROM STDIN;\n${schema}\t${flyway:user}\n\\.\n").get(0);

        assertThat(copy.rows()).contains("shop\t${flyway:user}\n");
        assertThat(copy.writtenRows()).contains("${schema}\t${flyway:user}\n");
        assertThat(copy.placeholders()).containsExactly("schema", "flyway:user");
        assertThat(copy.hasOpenPlaceholder()).isTrue();
        assertThat(copy.filled(name -> "ada").rows()).contains("shop\tada\n");
        assertThat(split("COPY t FROM STDIN;\n\\.\n").get(0).rows()).contains("");
    }

    @Test
    void aPartOfAFileKeepsItsPlace() throws BadSqlException {
        String text = "-- up\nSELECT 1;\n-- down\n SELECT 2;\n";
        SourceText down = SourceText.named("x.sql", text)
                .only(List.of(new SourceText.Range(text.indexOf("-- down"), text.length())));

        assertThat(SqlSplitter.split(down).statements()).containsExactly(Statement.in("x.sql", 4, 2, "SELECT 2"));
    }

    private static List<Statement> split(String text) throws BadSqlException {
        return SqlSplitter.split(SourceText.named("x.sql", text).filled(PLACEHOLDERS))
                .statements();
    }
}
