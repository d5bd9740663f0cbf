package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFileTest {

    @ParameterizedTest
    @CsvSource({
        "h:5432:shop:ada:pw, pw",
        "*:*:*:*:pw, pw",
        "*:5432:*:ada:pw, pw",
        "h:5432:shop:ada:p w , p w",
        "h:5432:shop:ada:a\\:b\\\\c, a:b\\c",
        "h:5432:shop:ada:a\\bc\\, abc\\",
        "h:5432:shop:ada:pw:more, pw",
        "h:5432:shop:\\a\\da:pw, pw",
        "h:5432:shop:ada:, ''",
        "H:5432:shop:ada:pw, ''",
        "h*:5432:shop:ada:pw, ''",
        "h:5433:shop:ada:pw, ''",
        "h:5432:shop:ada, ''",
        "h:5432:shop, ''",
        "#*:*:*:*:pw, ''",
        "'', ''",
    })
    void aLineIsReadAsLibpqDoes(String line, String password) {
        assertThat(find(line, "h", "ada")).isEqualTo(password);
    }

    @Test
    void colonsInNamesAreEscaped() {
        assertThat(find("\\:\\:1:*:*:a\\\\b:pw", "::1", "a\\b")).isEqualTo("pw");
        assertThat(find("::1:*:*:*:pw", "::1", "ada")).isEmpty();
    }

    @Test
    void theFirstLineThatMatchesCounts() {
        assertThat(find("# ours\r\n\r\nx:*:*:*:no\r\nh:*:*:*:first\r\n*:*:*:*:second", "h", "ada"))
                .isEqualTo("first");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new PasswordFile("*:*:*:*:s3cret")).hasToString("a password file");
    }

    private static String find(String text, String host, String user) {
        return new PasswordFile(text)
                .password(List.of(host, "5432", "shop", user))
                .reveal();
    }
}
