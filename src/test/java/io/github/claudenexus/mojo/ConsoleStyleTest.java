package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleStyleTest {

    @Test
    void linesAndTicksOnlyWhereTheEncodingHasThem() {
        assertThat(ConsoleStyle.canShow(Map.of("file.encoding", "UTF-8"))).isTrue();
        assertThat(ConsoleStyle.canShow(Map.of("stdout.encoding", "US-ASCII", "file.encoding", "UTF-8")))
                .isFalse();
        assertThat(ConsoleStyle.canShow(Map.of("file.encoding", "ISO-8859-1"))).isFalse();
        assertThat(ConsoleStyle.canShow(Map.of("file.encoding", "no-such"))).isFalse();
        assertThat(ConsoleStyle.canShow(Map.of())).isFalse();
    }

    @Test
    void theWidthIsThatOfColumnsWithoutMavensPrefix() {
        assertThat(ConsoleStyle.of(Map.of("env.COLUMNS", "60")).width()).isEqualTo(53);
        assertThat(ConsoleStyle.of(Map.of("env.COLUMNS", "400")).width()).isEqualTo(113);
        assertThat(ConsoleStyle.of(Map.of("env.COLUMNS", "wide")).width())
                .isEqualTo(ConsoleStyle.of(Map.of()).width())
                .isBetween(33, 113);
    }
}
