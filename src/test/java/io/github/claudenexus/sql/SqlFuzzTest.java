package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.claudenexus.discovery.Directives;
import io.github.claudenexus.sql.SqlLexer.Token;
import io.github.claudenexus.testing.Fuzz;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlFuzzTest {

    /** A file without a directive; its first comment line is its note. */
    private static final Directives NONE = new Directives(true, new Declarations("", "", "", List.of(), "head"));

    private static final List<String> DIRECTIVE = List.of(
            "nexus",
            "NEXUS",
            ":",
            "=",
            " ",
            "\t",
            "\u00a0",
            "\u2028",
            "-",
            "transactional",
            "irreversible",
            "true",
            "false",
            "because of",
            "ü",
            "*/",
            "'",
            ";");

    @Test
    void statementsJoinedAreSplitTheSame() {
        Fuzz.check(random -> split(any(random)).ifPresent(pieces -> {
            List<String> statements = texts(pieces);
            assertThat(texts(split(String.join(";", statements)).orElseThrow())).isEqualTo(statements);
        }));
    }

    @Test
    void nothingIsLostButCommentsAndSpace() {
        Fuzz.check(random -> {
            String sql = any(random).replace("\r\n", "\n");
            split(sql).ifPresent(pieces -> assertThat(leftOver(sql, pieces)).matches("[\\s;\u000b]*"));
        });
    }

    @Test
    void whatIsRefusedIsRefusedAtALine() {
        Fuzz.check(random -> {
            String sql = any(random);
            try {
                SqlSplitter.split(SourceText.of("test.sql", sql));
            } catch (BadSqlException refused) {
                int line = Integer.parseInt(refused.position().toString().replaceAll("line (\\d+), column \\d+", "$1"));
                assertThat(line)
                        .isBetween(1, (int) sql.chars().filter(c -> c == '\n').count() + 1);
                assertThat(refused.reason()).isNotBlank();
                assertThat(refused.hint()).isNotBlank();
            }
        });
    }

    /** A comment that assigns to a directive is one, and never a mere comment; no other comment has a meaning. */
    @Test
    void aDirectiveIsReadOrRefusedAtItsLine() {
        Fuzz.check(random -> {
            String comment = "--" + Fuzz.one(random, "", " ", "\t", "\u00a0")
                    + Fuzz.one(random, "nexus:", "Nexus :", "")
                    + Fuzz.some(random, 8, DIRECTIVE);
            boolean meant = comment.replaceAll("[\\s\u00a0\u2028]", "")
                    .toLowerCase(Locale.ROOT)
                    .matches("--nexus:(transactional|irreversible)=.*");
            Optional<Directives> read = directives("-- head\n" + comment + "\nSELECT 1");

            if (!meant) {
                assertThat(read.orElse(NONE)).isEqualTo(NONE);
            } else if (read.isPresent()) {
                String value = comment.replaceFirst("(?s)[^=]*=", "").strip();
                String reason = read.get().declared().irreversible();
                assertThat(comment).contains(reason.isEmpty() ? "transactional" : "irreversible");
                assertThat(value).isEqualTo(reason.isEmpty() ? "" + read.get().transactional() : reason);
            }
        });
    }

    private static Optional<Directives> directives(String sql) throws BadSqlException {
        SourceText text = SourceText.of("test.sql", sql);
        SqlSplitter.Pieces pieces = SqlSplitter.split(text);
        List<BadSqlException> flaws = new ArrayList<>();
        Directives read = Directives.read(text, pieces, flaws);
        for (BadSqlException refused : flaws) {
            assertThat(refused.position()).hasToString("line 2, column 1");
            assertThat(refused.hint()).containsPattern("^(Did you mean \\S+ )?The directives are |^Write '-- nexus: ");
        }
        return flaws.isEmpty() ? Optional.of(read) : Optional.empty();
    }

    static Stream<String> veryLong() {
        int times = 100_000;
        return Stream.of(
                "SELECT 1;".repeat(times),
                "SELECT '😀';".repeat(times),
                "$".repeat(times),
                "$a".repeat(times),
                "SELECT $" + "a".repeat(times) + ";".repeat(times),
                "/*".repeat(times),
                "(".repeat(times),
                ")".repeat(times),
                "(;".repeat(times),
                "'".repeat(2 * times),
                "E'\\".repeat(times),
                "create function " + "begin ".repeat(times) + "; end ".repeat(times),
                "w".repeat(times) + " " + "a ".repeat(times),
                "/* ; */ a ".repeat(times),
                "-- nexus: \n".repeat(times));
    }

    /** Each is up to a megabyte; a time that grew with its square would be minutes. */
    @ParameterizedTest
    @MethodSource("veryLong")
    void timeGrowsWithTheLengthOnly(String sql) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> split(sql));
    }

    private static String any(Random random) {
        return random.nextBoolean() ? SqlPieces.script(random) : SqlPieces.soup(random);
    }

    private static Optional<SqlSplitter.Pieces> split(String sql) {
        try {
            return Optional.of(SqlSplitter.split(SourceText.of("test.sql", sql)));
        } catch (BadSqlException refused) {
            return Optional.empty();
        }
    }

    private static List<String> texts(SqlSplitter.Pieces pieces) {
        return pieces.statements().stream().map(Statement::text).toList();
    }

    /** The text without statements, each taken from where it says it is, and without comments. */
    private static String leftOver(String sql, SqlSplitter.Pieces pieces) {
        BitSet taken = new BitSet();
        for (Statement statement : pieces.statements()) {
            int start = 0;
            for (int line = 1; line < statement.start().line(); line++) {
                start = sql.indexOf('\n', start) + 1;
            }
            start = start + statement.start().column() - 1;
            assertThat(sql.startsWith(statement.text(), start)).isTrue();
            assertThat(taken.get(start, start + statement.text().length()).isEmpty())
                    .isTrue();
            taken.set(start, start + statement.text().length());
        }
        Stream.of(pieces.leadingComments(), pieces.laterComments())
                .flatMap(List::stream)
                .forEach((Token comment) -> taken.set(comment.start(), comment.end()));
        StringBuilder rest = new StringBuilder();
        for (int index = 0; index < sql.length(); index++) {
            rest.append(taken.get(index) ? "" : sql.charAt(index));
        }
        return rest.toString();
    }
}
