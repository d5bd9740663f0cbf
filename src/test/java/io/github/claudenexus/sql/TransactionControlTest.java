package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionControlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "commit work",
                " -- a comment\n COMMIT",
                "/* a /* nested */ one */ Commit;",
                "SELECT 1; end",
                "BEGIN",
                "START   TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "ROLLBACK",
                "rollback work",
                "ROLLBACK AND CHAIN",
                "ROLLBACK PREPARED 'x'",
                "ABORT",
                "PREPARE TRANSACTION 'x'",
                "discard  ALL"
            })
    void isFound(String sql) {
        assertThat(Statement.of(sql).transactionControl()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'COMMIT; ROLLBACK'",
                "SAVEPOINT a; ROLLBACK TO a; RELEASE a",
                "ROLLBACK TO SAVEPOINT a",
                "ROLLBACK WORK TO SAVEPOINT a",
                "CREATE TABLE commits (n int)",
                "DO $$ BEGIN PERFORM 1; COMMIT; END $$",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
                "PREPARE transactions AS SELECT 1",
                "-- COMMIT",
                "DISCARD TEMP",
                "",
                "SELECT 1 AS \"commit; end\""
            })
    void isNotFlagged(String sql) {
        assertThat(Statement.of(sql).transactionControl()).isEmpty();
    }
}
