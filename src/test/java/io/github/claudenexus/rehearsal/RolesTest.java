package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The roles that a scratch server has because of a rehearsal. */
class RolesTest extends DatabaseTest {

    private static final String ROLE = "nexus_roles_" + ProcessHandle.current().pid();

    private Scratch open() {
        return Scratch.open(DatabaseUrl.parse(database.url(), "postgres"), TargetState.NONE);
    }

    @AfterEach
    void drop() throws SQLException {
        TestDatabase.admin("DROP ROLE IF EXISTS " + ROLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "42710 | role \"%s\" already exists | true",
                "42710 | Rolle »%s« existiert bereits | true",
                "42710 | le rôle « %s » existe déjà | true",
                "42710 | rola „%s” już istnieje | true",
                "42710 | el rol '%s' ya existe | true",
                "42710 | role \"%s2\" already exists | false",
                "42704 | role \"%s\" does not exist | false"
            })
    void aRoleInTheWayIsKnownInEveryLanguage(String state, String message, boolean known) {
        try (Scratch scratch = open()) {
            scratch.makeRoles(Set.of(ROLE));

            assertThat(scratch.roles().inTheWay(state, String.format(Locale.ROOT, message, ROLE)))
                    .isEqualTo(known ? Optional.of(ROLE) : Optional.empty());
        }
    }

    @Test
    void aRoleThatResistsDoesNotKeepTheRehearsalFromStartingAgain() throws SQLException {
        try (Scratch scratch = open()) {
            Set<Long> before = scratch.roles().all();
            String made = scratch.create().server().database();
            TestDatabase.admin("CREATE ROLE " + ROLE);
            TestDatabase.admin("GRANT CONNECT ON DATABASE " + database.name() + " TO " + ROLE);
            scratch.roles().learn(before, "create role " + ROLE);

            scratch.startAgain(Optional.empty());

            assertThat(database.value("SELECT count(*) FROM pg_database WHERE datname = '" + made + "'"))
                    .isEqualTo("0");
            TestDatabase.admin("REVOKE CONNECT ON DATABASE " + database.name() + " FROM " + ROLE);
        }
        assertThat(database.value("SELECT to_regrole('" + ROLE + "')")).isEqualTo("null");
    }
}
