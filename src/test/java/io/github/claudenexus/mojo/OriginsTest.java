package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginsTest {

    @Test
    void groupedByWhereTheyCameFrom() {
        assertThat(Origins.line(Map.of())).isEqualTo("Settings: all at their defaults.");
        assertThat(Origins.line(Map.of("wait", "the command line", "schema", "the POM", "packages", "the POM")))
                .isEqualTo("Settings: packages, schema from the POM; wait from the command line;"
                        + " the others at their defaults.");
    }
}
