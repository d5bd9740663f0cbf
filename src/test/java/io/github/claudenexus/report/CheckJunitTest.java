package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckJunitTest {

    @Test
    void aTestForEachStepAndTheLocksOfEachMigration(@TempDir Path directory) throws IOException {
        List<ReportTestSuite> suites = suites(directory, Proofs.report(Proofs.everyVerdict()));

        // The parser makes a suite of each class name, and that is a migration here.
        assertThat(suites).hasSize(8);
        assertThat(sum(suites, ReportTestSuite::getNumberOfTests)).isEqualTo(8 * 7 - 1);
        // up-failed, verify-failed, down-failed, leaves-trace, loses-data, and a lock.
        assertThat(sum(suites, ReportTestSuite::getNumberOfFailures)).isEqualTo(6);
        assertThat(sum(suites, ReportTestSuite::getNumberOfErrors)).isZero();
        // After each of two failed ups five steps and the locks are left, of which the locks were seen; after a failed
        // down two; without a down two, because the third says that there is none. One has no seeds: that is no test.
        assertThat(sum(suites, ReportTestSuite::getNumberOfSkipped)).isEqualTo(5 + 5 + 2 + 2);
    }

    @Test
    void namesAndMessages(@TempDir Path directory) throws IOException {
        List<ReportTestCase> cases =
                parsed(directory, Proofs.report(Proofs.losesData())).getTestCases();

        assertThat(cases)
                .extracting(ReportTestCase::getFullName)
                .containsExactly(
                        "rollback-check.005-narrow-price.up",
                        "rollback-check.005-narrow-price.again",
                        "rollback-check.005-narrow-price.seeds",
                        "rollback-check.005-narrow-price.down",
                        "rollback-check.005-narrow-price.data",
                        "rollback-check.005-narrow-price.up-again",
                        "rollback-check.005-narrow-price.locks");
        assertThat(cases.get(3).getFailureType()).isEqualTo("leaves-trace");
        assertThat(cases.get(3).getFailureMessage())
                .isEqualTo("Down does not bring back a property of column public.item.price.");
        assertThat(cases.get(3).getFailureDetail())
                .contains("type before up: numeric(12,4)\ntype after down: numeric(10,2)\nfix: Set the type");
        assertThat(cases.get(6).getFailureDetail()).contains(Proofs.NARROW + "\nfix: A new column of the new type");
        assertThat(cases.get(0).getTime()).isEqualTo(0.01f);
    }

    @Test
    void aWarningIsOutputAndNotAFailure() {
        assertThat(CheckJunit.of(Proofs.report(Proofs.notIdempotent(), Proofs.irreversible())))
                .contains("failures=\"0\"")
                .contains("<system-out>information: not-idempotent: Run again, up makes index")
                .contains("<system-out>allowed: irreversible: There is no down")
                .contains("<skipped message=\"no down\"></skipped>")
                .doesNotContain("007-hash-tokens\" name=\"seeds\"");
    }

    @Test
    void aSeedThatFailedFailsItsTest(@TempDir Path directory) throws IOException {
        ReportTestCase seeds = parsed(directory, Proofs.report(Proofs.badSeed()))
                .getTestCases()
                .get(2);

        assertThat(seeds.getFailureType()).isEqualTo("bad-seed");
        assertThat(seeds.getFailureMessage()).isEqualTo("The seed 009-seeded.sql failed.");
    }

    @Test
    void hostileTextsAreRead(@TempDir Path directory) throws IOException {
        ReportTestSuite suite = parsed(directory, Hostile.report());

        assertThat(suite.getNumberOfFailures()).isEqualTo(1);
        assertThat(suite.getTestCases().get(3).getFailureMessage())
                .startsWith("M: </details><script>alert('x')</script> & \"q\" ]]> |")
                .contains("\uFFFD\uFFFD\uFFFD[31m \uFFFD \uFFFD \uD83D\uDE00");
    }

    @Test
    void withoutARehearsalTheSuiteIsNotEmpty(@TempDir Path directory) throws IOException {
        Failure failure = Failure.of(FailureCode.UNREACHABLE, "Nothing answers.", "Start it.");
        ReportTestSuite broken = parsed(directory, Proofs.without(Reports.failed("rollback-check", failure)));
        assertThat(broken.getNumberOfErrors()).isEqualTo(1);
        assertThat(broken.getTestCases().get(0).getFailureMessage()).isEqualTo("Nothing answers.");

        ReportTestSuite skipped =
                parsed(directory, Proofs.without(GoalResult.skipped(Reports.run("rollback-check"), "Skipped.")));
        assertThat(skipped.getNumberOfSkipped()).isEqualTo(1);
    }

    private static ReportTestSuite parsed(Path directory, CheckReport report) throws IOException {
        List<ReportTestSuite> suites = suites(directory, report);
        assertThat(suites).hasSize(1);
        return suites.get(0);
    }

    private static List<ReportTestSuite> suites(Path directory, CheckReport report) throws IOException {
        GoalReport.ofCheck(report.result(), ProjectFacts.NONE, false, directory).write();
        return new SurefireReportParser(List.of(directory.toFile()), new NullConsoleLogger()).parseXMLReportFiles();
    }

    private static int sum(List<ReportTestSuite> suites, ToIntFunction<ReportTestSuite> number) {
        return suites.stream().mapToInt(number).sum();
    }
}
