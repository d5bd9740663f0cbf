package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.Migrations;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedObjectsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT SELECT ON parameter TO app",
                "GRANT SELECT (a) ON subscription, item TO app",
                "REVOKE ALL ON role FROM app",
                "GRANT USAGE ON SCHEMA shop TO app",
                "COMMENT ON TABLE role IS 'a'",
                "DROP TABLE item",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app"
            })
    void whatStaysInTheDatabaseIsNotRefused(String statement) {
        assertThat(SharedObjects.refusal(Migrations.sql(1, statement), List.of()))
                .isEmpty();
    }
}
