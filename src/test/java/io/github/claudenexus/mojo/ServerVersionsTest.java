package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.server.ServerVersions;
import io.github.claudenexus.testing.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionsTest {

    private static final ServerVersions VERSIONS = PluginProperties.load().servers();

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void eachMajorVersionHasItsBinaries(int major) {
        assertThat(VERSIONS.of(major).version()).matches(major + "\\.\\d+\\.\\d+");
        assertThat(VERSIONS.of(major).warning()).isEmpty();
    }

    @Test
    void withoutATargetItIsTheNewest() {
        assertThat(VERSIONS.newest()).isEqualTo(VERSIONS.of(18));
    }

    @Test
    void aNewerServerIsStoodInForByTheNewestWithAWarning() {
        assertThat(VERSIONS.of(19).version()).isEqualTo(VERSIONS.newest().version());
        assertThat(VERSIONS.of(19).warning())
                .contains(
                        "There is no PostgreSQL 19 to start yet: PostgreSQL 18 stands in for it, and proves nothing of what"
                                + " differs between them.");
    }

    @Test
    void anOlderServerHasNone() {
        Failure refused = Refusal.of(
                () -> VERSIONS.of(13),
                FailureCode.NO_EMBEDDED_SERVER,
                "There is no PostgreSQL 13 to start, only 14 to 18.");

        assertThat(refused.hint()).isEqualTo("Give a server of that version in nexus.scratchUrl.");
    }
}
