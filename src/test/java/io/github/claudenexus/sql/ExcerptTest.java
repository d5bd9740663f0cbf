package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void aStatementOnOneLineWithoutItsPassword() {
        assertThat(Statement.of(" CREATE ROLE r\n  PASSWORD 'hunter2'\n  LOGIN ")
                        .excerpt())
                .isEqualTo("CREATE ROLE r PASSWORD '***' LOGIN");
    }

    @Test
    void aPasswordIsTakenOutBeforeTheStatementIsShortened() {
        assertThat(Statement.of("-- " + "x".repeat(99) + "\nCREATE ROLE r PASSWORD 'hunter2'")
                        .excerpt())
                .hasSize(120)
                .endsWith(" CREATE ROLE r PA…");
        assertThat(Statement.of("-- " + "x".repeat(85) + "\nCREATE ROLE r PASSWORD 'hunter2' LOGIN")
                        .excerpt())
                .doesNotContain("hunter");
    }
}
