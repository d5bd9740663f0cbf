package io.github.claudenexus.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamingTest {

    @ParameterizedTest
    @CsvSource({
        "M003_AddSubtaskTracking, 003-add-subtask-tracking",
        "M000_Init, 000-init",
        "M004_AddV2Index, 004-add-v2-index",
        "M005_AddJSONBColumn, 005-add-jsonb-column",
        "M006_AddUserID, 006-add-user-id",
        "M007_AddAColumn, 007-add-a-column",
        "M008_UseSha256, 008-use-sha256",
        "M009_Add2FAColumn, 009-add2fa-column",
        "M3_X, 3-x",
        "M0003_X, 0003-x",
        "M20240131120000_AddX, 20240131120000-add-x",
        "M999_X, 999-x",
        "M1000_AddY, 1000-add-y",
        "M123456789_Z, 123456789-z"
    })
    void aClassNameIsTheMigrationsName(String className, String id) {
        assertThat(Naming.ofClass(className).map(MigrationId::toString)).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M_X", "M003_x", "M003_", "M003X", "M003_A_B", "m003_X", "M1234567890123456789_X"})
    void otherClassNamesAreNoMigrations(String className) {
        assertThat(Naming.ofClass(className)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "003-add-subtask-tracking.sql, 003-add-subtask-tracking, false",
        "003-x.down.sql, 003-x, true",
        "1000-add-v2-index.sql, 1000-add-v2-index, false",
        "3-x.sql, 3-x, false",
        "20240131120000-x.sql, 20240131120000-x, false"
    })
    void aFileNameIsTheMigrationsName(String fileName, String id, boolean down) {
        assertThat(Naming.ofFile(fileName)).hasValueSatisfying(name -> {
            assertThat(name.id()).hasToString(id);
            assertThat(name.down()).isEqualTo(down);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2-x.sql",
                "1..2-x.sql",
                "1234567890123456789-x.sql",
                "003_x.sql",
                "003-X.sql",
                "003-.sql",
                "003-a--b.sql",
                "003-x.up.sql",
                "003-x.SQL",
                "V003__x.sql",
                "003-x.down.down.sql",
                "003-x.sql.bak"
            })
    void anyOtherFileNameIsNone(String fileName) {
        assertThat(Naming.ofFile(fileName)).isEmpty();
    }

    @Test
    void aNameThatIsNoneIsToldWhatIsWrongWithItsVersion() {
        assertThat(Naming.flaw("1234567890123456789-x.sql")).isEqualTo("has a number of 19 digits; 18 are the most");
        assertThat(Naming.flaw("M1234567890123456789_X")).isEqualTo("has a number of 19 digits; 18 are the most");
        assertThat(Naming.flaw("1..2-x.sql")).isEqualTo("has a dot or underscore without a number on each side");
        assertThat(Naming.flaw("1.2-x.sql")).isEqualTo("is not named as a migration is");
    }
}
