package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.SqlFiles;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which SQL files a run reads to their end: those that it may run or has to compare, and no others. */
class FilesReadTest extends DatabaseTest {

    private final Path project;

    FilesReadTest(@TempDir Path project) {
        this.project = project;
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(Files.createDirectories(project.resolve("sql")).resolve(name), sql);
    }

    private Optional<Failure> failure(Function<MigrationSet, Outcome> goal) throws IOException {
        SqlFiles files = new SqlFiles(Layout.NEXUS, project, List.of("sql"), Optional.empty());
        try (MigrationSet set = Discovery.discover(new ClassPath(List.of(), List.of(), List.of()), files)) {
            return goal.apply(set).failure().map(NexusException::failure);
        }
    }

    private Outcome migrate(MigrationSet set) {
        return Run.on(database).migrate(set, PlanRequest.ALL);
    }

    @Test
    void whatIsPendingOrChangedIsRefusedBeforeAnythingIsChanged() throws Exception {
        write("001-a.sql", "-- nexus: irreversible=a test\nCREATE TABLE a (id int)");
        assertThat(failure(this::migrate)).isEmpty();

        write("001-a.sql", "-- nexus: irreversible=a test\nCREATE TABLE a (id int); COMMIT");
        write("002-b.sql", "CREATE TABLE b (id int)");
        write("002-b.down.sql", "DROP TABLE b; \\echo");
        write("003-c.sql", "-- nexus: irreversible=a test\nCREATE TABLE c (id int");
        for (Function<MigrationSet, Outcome> goal : List.<Function<MigrationSet, Outcome>>of(
                this::migrate, set -> Run.on(database).migrator().status(set))) {
            Failure refused = failure(goal).orElseThrow();
            assertThat(refused.code()).isEqualTo(FailureCode.BAD_SQL_FILE);
            assertThat(refused.message()).isEqualTo("""
                    sql/001-a.sql, line 2, column 26: COMMIT would begin or end a transaction.
                      also: sql/002-b.down.sql, line 1, column 15: \\echo is a command of psql, which PostgreSQL does not know.
                      also: sql/003-c.sql, line 2, column 16: the parenthesis that opens here is not closed.""");
        }
        assertThat(database.value("SELECT to_regclass('b')")).isEqualTo("null");
    }

    @Test
    void aDownIsReadOnlyForThoseWhoAskForIt() throws Exception {
        write("001-a.sql", "CREATE TABLE a (id int)");
        write("001-a.down.sql", "DROP TABLE a");
        assertThat(failure(this::migrate)).isEmpty();

        write("001-a.down.sql", "DROP TABLE a; COMMIT");
        assertThat(failure(this::migrate)).isEmpty();
        String refused = "sql/001-a.down.sql, line 1, column 15: COMMIT would begin or end a transaction.";
        assertThat(failure(set -> Run.on(database).migrator().status(set))
                        .orElseThrow()
                        .message())
                .isEqualTo(refused);
        assertThat(failure(set -> Run.on(database).rollback(set, RollbackRequest.LAST))
                        .orElseThrow()
                        .message())
                .isEqualTo(refused);
    }

    @Test
    void aRollbackReadsOnlyTheDownsThatItRunsInADryRunToo() throws Exception {
        write("001-a.sql", "CREATE TABLE a (id int)");
        write("001-a.down.sql", "DROP TABLE a");
        write("002-b.sql", "CREATE TABLE b (id int)");
        write("002-b.down.sql", "DROP TABLE b");
        assertThat(failure(this::migrate)).isEmpty();
        write("001-a.down.sql", "DROP TABLE a; COMMIT");
        Function<MigrationSet, Outcome> dryRun =
                set -> Run.on(database).migrator().planRollback(set, RollbackRequest.LAST);
        Function<MigrationSet, Outcome> run = set -> Run.on(database).rollback(set, RollbackRequest.LAST);

        assertThat(failure(dryRun)).isEmpty();
        assertThat(failure(run)).isEmpty();

        Failure refused = failure(dryRun).orElseThrow();
        assertThat(refused.message())
                .isEqualTo("sql/001-a.down.sql, line 1, column 15: COMMIT would begin or end a transaction.");
        assertThat(failure(run)).hasValue(refused);
    }
}
