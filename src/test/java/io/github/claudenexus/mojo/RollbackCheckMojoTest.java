package io.github.claudenexus.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.report.ConsoleText;
import io.github.claudenexus.report.GoalResult;
import io.github.claudenexus.report.Style;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rollback-check says and writes of what it judged. */
class RollbackCheckMojoTest extends OnProject {

    @SuppressWarnings("NullAway.Init")
    private TestDatabase scratch;

    @BeforeEach
    void createMigrations() throws IOException, SQLException {
        reversible("001-add-item", "CREATE TABLE item (id int);", "DROP TABLE item;");
        reversible("002-index-item", "CREATE INDEX item_id ON item (id);", "SELECT 1;");
        scratch = TestDatabase.create();
        onCommandLine("nexus.scratchUrl", scratch.url());
    }

    @AfterEach
    void drop() throws SQLException {
        scratch.close();
    }

    @Test
    void whatIsInterruptedShowsWhatWasJudgedSoFar(@InjectMojo(goal = "rollback-check") RollbackCheckMojo check) {
        List<GoalResult> seen = new ArrayList<>();
        AtomicReference<Supplier<GoalResult>> interrupted = new AtomicReference<>();
        Log log = new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                seen.add(Objects.requireNonNull(interrupted.get()).get());
            }
        };
        RunLog runLog = new RunLog(log, new ConsoleText(Style.PLAIN, ZoneOffset.UTC), false);
        GoalRun run = new GoalRun(check.maven(), PluginProperties.load(), runLog);
        interrupted.set(run::interrupted);

        run.run(check::goal, check::request);

        assertThat(seen).allMatch(one -> one.failure().orElseThrow().code() == FailureCode.INTERRUPTED);
        assertThat(seen)
                .extracting(
                        one -> one.check().map(shown -> shown.proof().judged().size()))
                .contains(Optional.empty(), Optional.of(1), Optional.of(2));
        GoalResult last = seen.get(seen.size() - 1);
        assertThat(check.report(last).errors(Style.PLAIN))
                .anyMatch(line -> line.startsWith("x 002-index-item leaves-trace (down)"));
    }

    @Test
    void whatFailsTheBuildIsAnErrorOfFourLinesAndTheRestIsCounted(
            @InjectMojo(goal = "rollback-check") RollbackCheckMojo check) {
        List<String> log = logged(check);

        assertThatThrownBy(check::execute).isInstanceOf(MojoFailureException.class);

        assertThat(log)
                .containsSubsequence(
                        "[ERROR] x 002-index-item leaves-trace (down), and 1 more",
                        "[ERROR]     Down leaves behind the index public.item_id.",
                        "[ERROR]     db/migration/002-index-item.down.sql",
                        "[ERROR]     fix: Take it away in down: DROP INDEX public.item_id.",
                        "[INFO] 1 warning: 1 lock. See rollback-check.html, or run with -Dnexus.verbose.",
                        "[INFO] 0 of 2 migrations could be run again if the history were lost.")
                .noneMatch(line -> line.contains("CREATE INDEX CONCURRENTLY"));
    }

    @Test
    void verboseShowsEveryFinding(
            @InjectMojo(goal = "rollback-check") @MojoParameter(name = "verbose", value = "true")
                    RollbackCheckMojo check) {
        List<String> log = logged(check);

        assertThatThrownBy(check::execute).isInstanceOf(MojoFailureException.class);

        assertThat(log)
                .containsSubsequence(
                        "[ERROR] x 002-index-item leaves-trace (down)",
                        "[ERROR] x 002-index-item leaves-trace (up-again)",
                        "[INFO] i 001-add-item not-idempotent (again)",
                        "[INFO] ! 002-index-item locks")
                .anyMatch(line -> line.contains("CREATE INDEX CONCURRENTLY"));
    }

    @Test
    void aRedVerdictFailsTheRunWithoutReports(@InjectMojo(goal = "rollback-check") RollbackCheckMojo check) {
        RunLog log = new RunLog(new SystemStreamLog(), new ConsoleText(Style.PLAIN, ZoneOffset.UTC), false);

        GoalResult ended = new GoalRun(check.maven(), PluginProperties.load(), log).run(check::goal, check::request);

        assertThat(ended.failure().map(failure -> failure.code())).contains(FailureCode.VERDICT);
        assertThat(ended.failure().orElseThrow().message())
                .isEqualTo("1 of 2 migrations does not pass: 002-index-item leaves-trace.");
    }
}
