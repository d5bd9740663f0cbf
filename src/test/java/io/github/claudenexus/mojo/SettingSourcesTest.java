package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingSourcesTest {

    @Test
    void groupedByWhereTheyCameFrom() {
        assertThat(SettingSources.line(Map.of())).isEqualTo("Settings: all at their defaults.");
        assertThat(SettingSources.line(Map.of("wait", "the command line", "schema", "the POM", "packages", "the POM")))
                .isEqualTo("Settings: packages, schema from the POM; wait from the command line;"
                        + " the others at their defaults.");
    }
}
