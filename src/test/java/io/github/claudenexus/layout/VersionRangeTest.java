package io.github.claudenexus.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource({
        "3,         003",
        "003-007,   003 5 007",
        "3 - 7,     003 5 007",
        "-5,        1 003 5",
        "5-,        5 007 20240131120000",
        "1-20240131120000, 1 003 5 007 20240131120000"
    })
    void bothEndsBelongToIt(String range, String contained) {
        assertThat(Stream.of("1", "003", "5", "007", "20240131120000")
                        .filter(version -> VersionRange.of(range).contains(Version.of(version))))
                .containsExactly(contained.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "-,         names no version",
        "'',        names no version",
        "7-3,       ends before it begins",
        "1..2,      has a dot or underscore without a number on each side",
        "1-2-3,     is not a version",
        "x,         is not a version",
        "1-1234567890123456789, has a number of 19 digits; 18 are the most"
    })
    void saysWhatIsWrong(String text, String flaw) {
        assertThat(VersionRange.flaw(text)).hasValue(flaw);
    }
}
