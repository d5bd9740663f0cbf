package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {

    @Test
    void linesAndTicksOnlyWhereTheEncodingHasThem() {
        assertThat(Style.canShow(Map.of("file.encoding", "UTF-8"))).isTrue();
        assertThat(Style.canShow(Map.of("stdout.encoding", "US-ASCII", "file.encoding", "UTF-8")))
                .isFalse();
        assertThat(Style.canShow(Map.of("file.encoding", "ISO-8859-1"))).isFalse();
        assertThat(Style.canShow(Map.of("file.encoding", "no-such"))).isFalse();
        assertThat(Style.canShow(Map.of())).isFalse();
    }

    @Test
    void theWidthIsThatOfColumnsWithoutMavensPrefix() {
        assertThat(Style.of(Map.of("env.COLUMNS", "60")).width()).isEqualTo(53);
        assertThat(Style.of(Map.of("env.COLUMNS", "400")).width()).isEqualTo(113);
        assertThat(Style.of(Map.of("env.COLUMNS", "wide")).width())
                .isEqualTo(Style.of(Map.of()).width())
                .isBetween(33, 113);
    }
}
