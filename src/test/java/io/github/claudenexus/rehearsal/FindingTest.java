package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Finding FINDING = TestFindings.changing(
            TestFindings.finding(
                            Verdict.LEAVES_TRACE,
                            RehearsalStep.DOWN,
                            "column default s3cret",
                            "It is s3cret.",
                            "ALTER TABLE t ALTER c SET DEFAULT 's3cret'.")
                    .at(new Failure.Place(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("SELECT 's3cret'"),
                            Optional.empty(),
                            Optional.empty())),
            "default s3cret",
            "'s3cret'",
            "s3cret");

    @Test
    void mapAppliesToEveryText() {
        assertThat(FINDING.map(text -> text.replace("s3cret", "***")).toString())
                .doesNotContain("s3cret")
                .contains("fix=ALTER TABLE t ALTER c SET DEFAULT '***'.");
    }

    @Test
    void aReasonThatIsASentenceKeepsItsOneFullStop() {
        assertThat(FINDING.accepted("nobody reads it.").message())
                .isEqualTo("It is s3cret. Accepted: nobody reads it.");
        assertThat(FINDING.accepted("nobody reads it").message()).isEqualTo("It is s3cret. Accepted: nobody reads it.");
    }
}
