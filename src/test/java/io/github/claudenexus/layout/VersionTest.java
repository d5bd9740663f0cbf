package io.github.claudenexus.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {

    @Test
    void isShownAsWritten() {
        assertThat(Stream.of("3", "003", "20240131120000", "1.2.1", "1_2_1", "0", "000"))
                .allSatisfy(written -> assertThat(Version.of(written)).hasToString(written));
    }

    @Test
    void isTheSameByItsNumbers() {
        List<Version> three =
                Stream.of("3", "003", "3.0", "3_0.0").map(Version::of).toList();

        assertThat(three).containsOnly(Version.of("3"));
        assertThat(three)
                .extracting(Version::hashCode)
                .containsOnly(Version.of("3").hashCode());
        assertThat(three).allSatisfy(same -> assertThat(same).isEqualByComparingTo(Version.of("3")));
        assertThat(Version.of("1_2")).isEqualTo(Version.of("1.2")).isNotEqualTo(Version.of("12"));
        assertThat(Version.of("0.0")).isEqualTo(Version.of("000"));
    }

    @Test
    void followsByItsNumbersPartByPart() {
        List<String> inOrder = List.of("000", "0.5", "1", "1.0.1", "1.2", "1.10", "2", "10", "20240131120000");

        assertThat(inOrder.stream().map(Version::of).sorted().map(Version::toString))
                .containsExactlyElementsOf(inOrder);
        assertThat(inOrder.stream().map(Version::of)).isSorted();
    }

    @Test
    void ofRepeatableMigrationsComesLast() {
        assertThat(Version.REPEATABLE)
                .isGreaterThan(Version.of("999999999999999999"))
                .hasToString("R");
        assertThat(Version.flaw("R")).isPresent();
        assertThat(MigrationId.repeatable("a"))
                .isLessThan(MigrationId.repeatable("b"))
                .hasToString("R-a");
    }

    @Test
    void knowsTheNextOne() {
        assertThat(Version.of("003").next()).hasToString("004");
        assertThat(Version.of("3").next()).hasToString("4");
        assertThat(Version.of("999").next()).hasToString("1000");
        assertThat(Version.of("1.2.09").next()).hasToString("1.2.10");
        assertThat(Version.of("999999999999999999").next()).hasToString("1000000000000000000");
    }

    @Test
    void hasEighteenDigitsAtMost() {
        assertThat(Version.of("999999999999999999")).hasToString("999999999999999999");
        assertThatThrownBy(() -> Version.of("1000000000000000000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"1000000000000000000\" has a number of 19 digits; 18 are the most");
    }

    @ParameterizedTest
    @CsvSource({
        "1..2,has a dot or underscore without a number on each side",
        ".1,has a dot or underscore without a number on each side",
        "1_,has a dot or underscore without a number on each side",
        "1._2,has a dot or underscore without a number on each side",
        "'',is not a version",
        "v1,is not a version",
        "-1,is not a version",
        "003-add-item,is not a version",
        "٣,is not a version"
    })
    void saysWhatIsWrong(String text, String flaw) {
        assertThat(Version.flaw(text)).hasValue(flaw);
    }
}
