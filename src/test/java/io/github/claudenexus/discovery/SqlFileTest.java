package io.github.claudenexus.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.testing.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A test class about SQL files, each of whose tests has a project of its own. */
abstract class SqlFileTest {

    static final String UP = "CREATE TABLE t (id int);\n";
    static final String DOWN = "DROP TABLE t;\n";

    final Path root;
    final TestProject project;

    SqlFileTest(Path root) {
        this.root = root;
        this.project = new TestProject(root);
    }

    /** The one migration that the project has. */
    final SqlMigration only() throws IOException {
        try (MigrationSet set = Discovery.discover(project.classPath())) {
            assertThat(set.migrations()).hasSize(1);
            return (SqlMigration) set.migrations().get(0);
        }
    }

    /** How the project is refused. */
    final Failure refused(FailureCode code, String message) {
        return Refusal.of(
                () -> MigrationSet.check(Discovery.discover(project.classPath()).migrations()), code, message);
    }

    /** How it is refused where its files are to be of a layout. */
    final Failure refused(Layout layout, FailureCode code, String message, String... locations) {
        return Refusal.of(
                () -> MigrationSet.check(Discovery.discover(project.classPath(), files(layout, locations))
                        .migrations()),
                code,
                message);
    }

    /** Files of a layout, where it looks for them or at these places. */
    final SqlFiles files(Layout layout, String... locations) {
        return new SqlFiles(layout, root, List.of(locations), Optional.empty());
    }
}
