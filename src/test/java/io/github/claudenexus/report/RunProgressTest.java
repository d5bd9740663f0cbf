package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.testing.Migrations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an interrupted run says. */
class RunProgressTest {

    private static final DiscoveredMigration ONLINE = Proofs.verifyFailed().migration();
    private static final DiscoveredMigration TRANSACTION = Proofs.sql(4, "split-item", "SELECT 4");
    private static final DiscoveredMigration ALONE = Migrations.nonTransactional(5, "VACUUM");

    @Test
    void rowsThatBatchesHaveDone() {
        assertThat(RunProgress.START.begins(ONLINE).at(10_000).at(70_000).stopped("migrate"))
                .isEqualTo("Stopped. 003-fill-owner has done 70,000 rows; nexus:migrate continues there.");
    }

    @Test
    void anOnlinePartBeforeItsFirstBatch() {
        assertThat(RunProgress.START.begins(ONLINE).stopped("migrate"))
                .isEqualTo("Stopped. 003-fill-owner keeps what it has committed; nexus:migrate continues there.");
    }

    @Test
    void aTransaction() {
        assertThat(RunProgress.START
                        .begins(ONLINE)
                        .at(5)
                        .ended()
                        .begins(TRANSACTION)
                        .stopped("migrate"))
                .isEqualTo("Stopped after 1 migration applied. 004-split-item is rolled back, unless its COMMIT had"
                        + " reached the server. Run nexus:migrate again: it continues there.");
    }

    @Test
    void aFileOutsideOfATransaction() {
        assertThat(RunProgress.START.ended().ended().begins(ALONE).stopped("migrate"))
                .isEqualTo("Stopped after 2 migrations applied. 005-sql-step keeps what it has done, outside of a"
                        + " transaction; nexus:migrate runs its file again.");
    }

    @Test
    void noMigrationAtWork() {
        assertThat(RunProgress.START.stopped("migrate"))
                .isEqualTo("Stopped. No migration had begun; nexus:migrate starts with the first that is pending.");
        assertThat(RunProgress.START.ended().stopped("migrate"))
                .isEqualTo("Stopped after 1 migration applied. nexus:migrate continues with the next.");
    }

    @Test
    void aRollback() {
        assertThat(RunProgress.START.stopped("rollback"))
                .isEqualTo("Stopped. No down was running; nexus:status shows what is applied.");
        assertThat(RunProgress.START.ended().begins(TRANSACTION).stopped("rollback"))
                .isEqualTo(
                        "Stopped after 1 migration undone. 004-split-item stays applied, unless its COMMIT had reached"
                                + " the server: nexus:status shows it.");
        assertThat(RunProgress.START
                        .begins(Migrations.undoneOutside(ALONE, "VACUUM"))
                        .stopped("rollback"))
                .isEqualTo(
                        "Stopped. 005-sql-step is half undone, outside of a transaction; nexus:rollback runs its down"
                                + " again.");
        assertThat(GoalResult.interrupted(
                                Reports.run("rollback"), "Stopped.", Reports.DATABASE, Optional.empty(), List.of())
                        .failure()
                        .orElseThrow()
                        .hint())
                .isEqualTo("Run nexus:rollback again, with nexus.target: what was undone is recorded, and nexus.count"
                        + " would start again from there.");
    }

    @Test
    void theOtherGoals() {
        assertThat(RunProgress.START.ended().ended().stopped("rollback-check"))
                .isEqualTo("Stopped after 2 migrations rehearsed. Nothing is proved; the next run starts over.");
        assertThat(RunProgress.START.stopped("status")).isEqualTo("Stopped. Nothing was changed.");
    }

    @Test
    void inEveryReport() {
        CheckReport report = Proofs.without(GoalResult.interrupted(
                Reports.run("rollback-check"),
                RunProgress.START.stopped("rollback-check"),
                Reports.DATABASE,
                Optional.empty(),
                List.of()));
        String said = "Stopped after 0 migrations rehearsed. Nothing is proved; the next run starts over.";

        assertThat(CheckJson.of(report))
                .contains("\"outcome\": \"interrupted\"", "\"summary\": \"" + said, "\"code\": \"interrupted\"")
                .contains("\"evidence\": null");
        assertThat(CheckHtml.of(report)).contains("banner stops", said);
        assertThat(CheckMarkdown.of(report))
                .startsWith("## \u274C Rollback check")
                .contains("Nothing is proved");
        assertThat(CheckJunit.of(report)).contains("errors=\"1\"", "type=\"interrupted\"");
        assertThat(CheckSarif.of(report)).contains("\"executionSuccessful\": false", said);
        assertThat(JsonReport.of(GoalResult.interrupted(
                        Reports.run("migrate"), "Stopped.", Reports.DATABASE, Optional.empty(), List.of())))
                .contains("\"outcome\": \"interrupted\"", "\"summary\": \"Stopped.\"");
    }
}
