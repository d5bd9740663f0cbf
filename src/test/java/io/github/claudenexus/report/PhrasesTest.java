package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Names;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhrasesTest {

    @Test
    void elapsed() {
        assertThat(Phrases.elapsed(Duration.ofMillis(0))).isEqualTo("0 ms");
        assertThat(Phrases.elapsed(Duration.ofMillis(999))).isEqualTo("999 ms");
        assertThat(Phrases.elapsed(Duration.ofSeconds(1))).isEqualTo("1.0 s");
        assertThat(Phrases.elapsed(Duration.ofMillis(59_999))).isEqualTo("59.9 s");
        assertThat(Phrases.elapsed(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(Phrases.elapsed(Duration.ofMinutes(65))).isEqualTo("1 h 5 min");
    }

    @Test
    void someNames() {
        assertThat(Names.some(List.of("a", "b", "c", "d", "e", "f"))).isEqualTo("a, b, c, d, e, f");
        assertThat(Names.some(List.of("a", "b", "c", "d", "e", "f", "g"))).isEqualTo("a, b, c, d, e and 2 more");
    }

    @Test
    void shortened() {
        assertThat(Phrases.shortened(" a\n  b ", 10, "...")).isEqualTo("a b");
        assertThat(Phrases.shortened("abcdefghijkl", 10, "...")).isEqualTo("abcdefg...");
    }
}
