package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {

    private static final String SECRET = "pä ss/w@rd?";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pä ss/w@rd?",
                "p%C3%A4%20ss%2Fw%40rd%3F",
                "p%c3%a4%20ss%2fw%40rd%3f",
                "p%C3%A4+ss%2Fw%40rd%3F",
                "pä%20ss/w%40rd?",
                "%70%c3%a4%20%73%73%2f%77%40%72%64%3f",
                "cMOkIHNzL3dAcmQ/",
                "cMOkIHNzL3dAcmQ_",
            })
    void everyFormOfASecretBecomesStars(String form) {
        assertThat(scrub("at x" + form + "y: no", SECRET)).isEqualTo("at x***y: no");
    }

    @Test
    void base64GoesWithOrWithoutItsPadding() {
        assertThat(scrub("<czNjcmV0MQ==> <czNjcmV0MQ>", "s3cret1")).isEqualTo("<***> <***>");
    }

    @Test
    void severalSecretsAreTakenOut() {
        Scrubber scrubber = Scrubber.of(List.of(Secret.of("first"), Secret.NONE, Secret.of("second")));

        assertThat(scrubber.scrub("second first third")).isEqualTo("*** *** third");
    }

    @Test
    void anEmptySecretIsNone() {
        assertThat(scrub("nothing to hide", "")).isEqualTo("nothing to hide");
    }

    @Test
    void aShortSecretIsTakenOutOnlyAsAWord() {
        assertThat(scrub("password=ab, a lab, ab.", "ab")).isEqualTo("password=***, a lab, ***.");
        assertThat(scrub("u:%61b@h", "ab")).isEqualTo("u:***@h");
    }

    @Test
    void aSecretIsTextAndNoPattern() {
        assertThat(scrub("a.*b axxb", "a.*b")).isEqualTo("*** axxb");
        assertThat(scrub("\\E$1\\Q", "\\E$1\\Q")).isEqualTo("***");
    }

    private static String scrub(String text, String secret) {
        return Scrubber.of(List.of(Secret.of(secret))).scrub(text);
    }
}
