package io.github.claudenexus.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void aStatementOnOneLineWithoutItsPassword() {
        assertThat(Excerpt.of(" CREATE ROLE r\n  PASSWORD 'hunter2'\n  LOGIN "))
                .isEqualTo("CREATE ROLE r PASSWORD '***' LOGIN");
    }

    @Test
    void aPasswordIsTakenOutBeforeTheStatementIsShortened() {
        assertThat(Excerpt.of("-- " + "x".repeat(99) + "\nCREATE ROLE r PASSWORD 'hunter2'"))
                .hasSize(120)
                .endsWith(" CREATE ROLE r PA…");
        assertThat(Excerpt.of("-- " + "x".repeat(85) + "\nCREATE ROLE r PASSWORD 'hunter2' LOGIN"))
                .doesNotContain("hunter");
    }
}
