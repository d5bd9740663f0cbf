package io.github.claudenexus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The plugin's migrations on a container that a test of the user's has started; left out where no engine answers. */
@Testcontainers
@EnabledIf("isDockerThere")
class TestcontainersTest {

    private static final String IMAGE = System.getenv().getOrDefault("NEXUS_POSTGRES_IMAGE", "postgres:17");

    static boolean isDockerThere() {
        boolean isThere = DockerClientFactory.instance().isDockerAvailable();
        if (!isThere) {
            LeftOut.mention("a container of Testcontainers (no container engine answers)");
        }
        return isThere;
    }

    @Container
    private static final PostgreSQLContainer POSTGRES =
            new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"));

    @Test
    void theSixMigrationsServeATestOfTheUsers() throws SQLException, IOException {
        try (MigrationSet nexus = Run.nexus()) {
            String url =
                    POSTGRES.getJdbcUrl() + "&user=" + POSTGRES.getUsername() + "&password=" + POSTGRES.getPassword();

            Outcome outcome = Run.on(url).migrate(nexus, PlanRequest.ALL);

            assertThat(outcome.failure()).isEmpty();
            assertThat(outcome.ran()).hasSize(6);
        }
        try (Connection connection = POSTGRES.createConnection("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM api_requests")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isZero();
        }
    }
}
