package io.github.claudenexus.locks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelationSizeTest {

    // What psql shows by pg_size_pretty, in the largest unit and with a decimal where there is but one digit before it.
    @ParameterizedTest
    @CsvSource({
        "1, 1 byte",
        "1023, 1023 bytes",
        "8192, 8.0 kB",
        "104857600, 100 MB",
        "3328599655, 3.1 GB",
        "3393000000, 3.2 GB",
        "10700000000, 10 GB",
    })
    void sizesAreRounded(long bytes, String words) {
        assertThat(new RelationSize(0, bytes).words()).isEqualTo(words);
        assertThat(new RelationSize(1_200_000, bytes).words()).isEqualTo("about 1,200,000 rows, " + words);
    }
}
