package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void severalSecretsAreRedacted() {
        Scrubber scrubber = Scrubber.of(Secret.of("f1rst"), Secret.NONE, Secret.of("s3cond"));

        assertThat(scrubber.scrub("s3cond f1rst third")).isEqualTo("*** *** third");
    }

    @Test
    void aPasswordWithinAnotherLeavesNoRestOfIt() {
        for (String url : List.of("postgresql://u:Pr0d-pw@h/d", "postgresql://u:Pr0d-pw-admin1@h/d")) {
            assertThat(Scrubber.of(List.of(
                                    DatabaseUrl.parse(url, "me"),
                                    DatabaseUrl.parse("postgresql://u:Pr0d-pw@h/d", "me"),
                                    DatabaseUrl.parse("postgresql://u:Pr0d-pw-admin1@h/d", "me")))
                            .scrub("<Pr0d-pw-admin1> <Pr0d-pw>"))
                    .isEqualTo("<***> <***>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ohphaighoogh", "ohphaigh", "kxwqzvj", "Supersecret", "KXWQZVJ", "493817", "493817265"})
    void aPasswordOfLettersOrDigitsAloneIsPrintedNowhere(String secret) {
        assertThat(scrub("at x " + secret + ", no", secret)).isEqualTo("at x ***, no");
    }

    @Test
    void anEmptySecretIsNone() {
        assertThat(scrub("nothing to hide", "")).isEqualTo("nothing to hide");
    }

    @Test
    void aSecretIsMatchedLiterally() {
        assertThat(scrub("a.*b axxb", "a.*b")).isEqualTo("*** axxb");
        assertThat(scrub("\\E$1\\Q", "\\E$1\\Q")).isEqualTo("***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres | postgresql://postgres@localhost:5432/postgres, at org.postgresql.core.v3",
                "item | 001-create-item applied, ITEM, items, (item)=(1)",
                "Secret | A Secret is kept",
                "5432 | localhost:5432, 5432 rows, 15432 rows",
                "authentication | password authentication failed",
                "ab | a lab, ab.",
                "passwort | password passwort",
            })
    void anOrdinaryWordIsLeftAloneWhereItIsNotThePassword(String secret, String text) {
        assertThat(scrub(text, secret)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "host=h password=item user=u | host=h password=*** user=u",
                "password: item | password: ***",
                "PGPASSWORD=item; x | PGPASSWORD=***; x",
                "passwd => 'item') | passwd => '***')",
                "ALTER ROLE r PASSWORD 'item' | ALTER ROLE r PASSWORD '***'",
                "{\"password\": \"item\"} | {\"password\": \"***\"}",
                "postgresql://item:item@item:5432/item | postgresql://item:***@item:5432/item",
                "jdbc:postgresql://h/item?user=item&password=%69tem&a=item | jdbc:postgresql://h/item?user=item&password=***&a=item",
                "password=items | password=items",
            })
    void anOrdinaryWordIsTakenOutWhereItIsThePassword(String text, String expected) {
        assertThat(scrub(text, "item")).isEqualTo(expected);
    }

    @Test
    void aPasswordEqualToUserDatabaseOrHostIsKept() {
        ConnectionSettings settings = DatabaseUrl.parse("postgresql://app_1:app_1@db-1.example/app_1_test", "me");

        assertThat(Scrubber.of(List.of(settings)).scrub(settings.describe() + " password=app_1"))
                .isEqualTo("postgresql://app_1@db-1.example:5432/app_1_test password=***");
    }

    private static String scrub(String text, String secret) {
        return Scrubber.of(Secret.of(secret)).scrub(text);
    }
}
