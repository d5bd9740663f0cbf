package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.Migrations;
import java.util.List;
import java.util.Optional;
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
        String file = "db/migration/001-a.sql";
        SqlMigration migration = new SqlMigration(
                Migrations.id(1, "a"),
                new Checksum("sql-1", "a"),
                new SqlScript(file, List.of(Statement.in(file, 1, 1, statement)), true, Declarations.NONE),
                Optional.empty());

        assertThat(SharedObjects.refusal(migration, List.of())).isEmpty();
    }
}
