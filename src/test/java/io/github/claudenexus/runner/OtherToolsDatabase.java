package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.SqlFiles;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.PlanRequest.Others;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.sql.Placeholders;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A test with a database that another tool has migrated: its table and its files as they are in {@code others/}, made by
 * the tool itself, or as its sources say that it makes them.
 */
abstract class OtherToolsDatabase extends DatabaseTest {

    static final Path OTHERS = Path.of("src/test/resources/io/github/claudenexus/others");

    static PlanRequest request(Others others) {
        return new PlanRequest(Optional.empty(), Optional.empty(), false, false, false, others);
    }

    final MigrationSet files(String tool) {
        Layout layout =
                Layout.named(tool.equals("sqlx") ? "golang-migrate" : tool).orElseThrow();
        Placeholders placeholders = new Placeholders(Map.of("owner", "anna", "changelog", "changelog"), Set.of());
        return Discovery.discover(
                new ClassPath(List.of(), List.of(), List.of()),
                new SqlFiles(layout, OTHERS, List.of(tool), Optional.of(placeholders)));
    }

    final void history(String tool) throws IOException, SQLException {
        database.execute(Files.readString(OTHERS.resolve(tool + ".sql")));
    }

    final Failure refused(MigrationSet set, Others others) throws SQLException {
        Failure failure = Run.on(database)
                .migrate(set, request(others))
                .failure()
                .orElseThrow()
                .failure();
        assertThat(failure.code()).isEqualTo(FailureCode.TAKE_OVER);
        assertThat(database.value("SELECT to_regclass('nexus_migrations')")).isEqualTo("null");
        return failure;
    }
}
