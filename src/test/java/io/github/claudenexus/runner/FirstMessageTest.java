package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many statements of a file are sent with the beginning of their transaction. */
class FirstMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE a (n int); CREATE INDEX ON a (n); CREATE INDEX ON a (n) | 2",
                "CREATE TABLE a (n int); CREATE TABLE b (n int); INSERT INTO b VALUES (1); DROP TABLE a | 3",
                "CREATE TABLE a AS SELECT 1; CREATE INDEX ON a (n) | 1",
                "CREATE TABLE a (n int REFERENCES b); CREATE INDEX ON a (n) | 1",
                "CREATE TABLE a (LIKE b INCLUDING ALL); CREATE INDEX ON a (n) | 1",
                "CREATE TABLE a () INHERITS (b); CREATE INDEX ON a (n) | 1",
                "CREATE TABLE a (n int); SELECT f(n) FROM a | 1",
                "INSERT INTO a VALUES (1) RETURNING n | 0",
                "INSERT INTO a VALUES ($1) | 0",
                "SELECT f(n) FROM a | 0",
                "DO 'BEGIN END' | 0",
                "COMMIT | 0"
            })
    void noneThatReturnsRowsAndNoneButTheLastThatTakesLong(String file, int first) {
        assertThat(FirstMessage.of(
                        Stream.of(file.split("; ")).map(Statement::of).toList()))
                .hasSize(first);
    }
}
