package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerComplaintTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "role \"app\" already exists | true",
                "Rolle »app« existiert bereits | true",
                "le rôle « app » existe déjà | true",
                "rola „app” już istnieje | true",
                "el rol 'app' ya existe | true",
                "role \"app2\" already exists | false",
                "role \"my_app\" already exists | false",
                "003-app-role failed: role \"clerk\" already exists | false",
                "app failed: role \"app\" already exists | true"
            })
    void aRoleInTheWayIsKnownInEveryLanguage(String message, boolean known) {
        assertThat(ServerComplaint.names(message, "app")).isEqualTo(known);
    }
}
