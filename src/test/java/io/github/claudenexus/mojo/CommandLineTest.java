package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void variablesOfTheCommandLineWin() {
        CommandLine line = new CommandLine(Map.of("nexus.variables.b", "line", "nexus.variables.c", "line"));

        assertThat(line.variables(Map.of("a", "pom", "b", "pom")))
                .isEqualTo(Map.of("a", "pom", "b", "line", "c", "line"));
        assertThat(line.variables(null)).isEqualTo(Map.of("b", "line", "c", "line"));
    }
}
