package io.github.claudenexus.report;

import static io.github.claudenexus.report.Reports.appliedNow;
import static io.github.claudenexus.report.Reports.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void aStatementThatFailed() {
        GoalResult report = Reports.failed(
                "migrate",
                Reports.STATEMENT,
                appliedNow(1, "add-item"),
                pending(2, "add-owner"),
                pending(3, "add-price"));

        assertThat(FailureText.of(report)).isEqualTo("""
                        002-add-owner: column "owner" of relation "item" already exists.

                          Migration    002-add-owner
                          File         db/migration/002-add-owner.sql
                          Statement    ALTER TABLE item ADD COLUMN owner text
                          SQLSTATE     42701
                          Position     line 3, column 1

                          Applied      001-add-item
                          Not reached  003-add-price

                        What to do: Fix the statement and run nexus:migrate again: nothing of 002-add-owner was kept.
                        More: mvn nexus:help -Dtopic=statement-failed""");
    }

    @Test
    void nothingThatIsNotKnown() {
        Failure failure = Failure.of(FailureCode.UNREACHABLE, "Nothing answers at localhost:5432.", "Start it.");

        assertThat(FailureText.of(Reports.failed("migrate", failure))).isEqualTo("""
                        Nothing answers at localhost:5432.

                        What to do: Start it.
                        More: mvn nexus:help -Dtopic=unreachable""");
        assertThat(FailureText.of(Reports.failed("migrate", Failure.of(FailureCode.FILE, "Disk full.", ""))))
                .isEqualTo("""
                        Disk full.

                        More: mvn nexus:help -Dtopic=file""");
    }

    @Test
    void aClassIsNamedAsOne() {
        Failure failure = Failure.of(FailureCode.MIGRATION_FAILED, "It threw.", "Look.")
                .at(Failure.Place.in("001-a", "com.example.M001_A"));

        assertThat(FailureText.of(Reports.failed("status", failure, pending(1, "a"))))
                .isEqualTo("""
                        It threw.

                          Migration    001-a
                          Class        com.example.M001_A

                        What to do: Look.
                        More: mvn nexus:help -Dtopic=migration-failed""");
    }
}
