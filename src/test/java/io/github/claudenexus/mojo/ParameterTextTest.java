package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.mojo.RunRequest.Scope;
import io.github.claudenexus.rehearsal.Judge;
import io.github.claudenexus.rehearsal.RowSource;
import io.github.claudenexus.testing.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTextTest {

    private static final Duration FALLBACK = Duration.ofSeconds(7);

    private static Duration duration(String text) {
        return ParameterText.of("nexus.wait", text).duration(FALLBACK);
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "5s,PT5S", "2m,PT2M", "30,PT30S", "' 5 s ',PT5S", "0,PT0S", "'',PT7S"})
    void durations(String text, Duration expected) {
        assertThat(duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5h", "five", "-1s", "1.5s", "5S", "99999999999999999999s"})
    void invalidDurationsAreRefused(String text) {
        String message = "nexus.wait: \"" + text + "\" is not a valid duration.";

        assertThat(Refusal.of(() -> duration(text), FailureCode.BAD_PARAMETER, message)
                        .hint())
                .isEqualTo("Write it as 500ms, 5s or 2m; a bare number is seconds.");
    }

    @Test
    void choicesAndVersions() {
        assertThat(ParameterText.of("nexus.judge", null).judge()).isEmpty();
        assertThat(ParameterText.of("nexus.judge", "All").judge()).contains(Judge.ALL);
        assertThat(ParameterText.of("nexus.judge", "pending").judge()).contains(Judge.PENDING);
        assertThatThrownBy(() -> ParameterText.of("nexus.judge", "none").judge())
                .hasMessage("nexus.judge: \"none\" is not a valid choice.");
        assertThat(ParameterText.of("nexus.rows", null).rows()).isEqualTo(RowSource.GENERATED);
        assertThat(ParameterText.of("nexus.rows", "Seeds").rows()).isEqualTo(RowSource.SEEDS);
        assertThat(ParameterText.of("nexus.rows", "none").rows()).isEqualTo(RowSource.NONE);
        assertThatThrownBy(() -> ParameterText.of("nexus.rows", "some").rows())
                .hasMessage("nexus.rows: \"some\" is not a valid choice.");
        assertThatCode(() -> ParameterText.of("nexus.skip", "TRUE").onOrOff()).doesNotThrowAnyException();
        assertThatCode(() -> ParameterText.of("nexus.skip", "").onOrOff()).doesNotThrowAnyException();
        assertThatThrownBy(() -> ParameterText.of("nexus.failOnPending", "ture").onOrOff())
                .hasMessage("nexus.failOnPending: \"ture\" is not a valid choice.");
        assertThat(ParameterText.of("nexus.postgresVersion", " 15 ").major()).hasValue(15);
        assertThat(ParameterText.of("nexus.postgresVersion", "").major()).isEmpty();
        assertThatThrownBy(
                        () -> ParameterText.of("nexus.postgresVersion", "15.4").major())
                .hasMessage("nexus.postgresVersion: \"15.4\" is not a major version of PostgreSQL.");
    }

    @Test
    void versions() {
        assertThat(ParameterText.of("nexus.target", "003").version()).hasValue(Version.of("3"));
        assertThat(ParameterText.of("nexus.target", "3").version()).hasValue(Version.of("3"));
        assertThat(ParameterText.of("nexus.target", null).version()).isEmpty();
        assertThatThrownBy(
                        () -> ParameterText.of("nexus.target", "003-add-item").version())
                .hasMessage("nexus.target: \"003-add-item\" is not a version.");
        assertThatThrownBy(() -> ParameterText.of("nexus.target", "1..2").version())
                .hasMessage("nexus.target: \"1..2\" has a dot or underscore without a number on each side.");
        assertThatThrownBy(() ->
                        ParameterText.of("nexus.target", "1234567890123456789").version())
                .hasMessage("nexus.target: \"1234567890123456789\" has a number of 19 digits; 18 are the most.");
    }

    @Test
    void scopes() {
        assertThat(ParameterText.of("nexus.scope", null).scope()).isEqualTo(Scope.MAIN);
        assertThat(ParameterText.of("nexus.scope", "test").scope()).isEqualTo(Scope.TEST);
        assertThatThrownBy(() -> ParameterText.of("nexus.scope", "all").scope())
                .hasMessage("nexus.scope: \"all\" is not a valid scope.");
    }
}
