package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.layout.Layout;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of other tools' files, by their rules, and what is refused. */
class LayoutsTest {

    static Stream<LayoutCorpus> folders() throws IOException {
        Stream<LayoutCorpus> all = Stream.of();
        for (Layout layout : Layout.values()) {
            if (layout != Layout.NEXUS) {
                all = Stream.concat(all, LayoutCorpus.of(layout).stream());
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void aFolderIsReadByTheRulesOfItsTool(LayoutCorpus folder) {
        assertThat(folder.read()).containsExactlyElementsOf(folder.expected());
    }

    @Test
    void layoutsAreNamedAsTheirTools() {
        assertThat(Arrays.stream(Layout.values()).map(Layout::word))
                .containsExactly("nexus", "flyway", "mybatis", "golang-migrate", "diesel", "dbmate");
        assertThat(List.of("flyway", "Flyway", "").stream()
                        .map(word -> Layout.named(word).isPresent()))
                .containsExactly(true, false, false);
    }
}
