package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lock that its migration accepts is no trouble, and every report says why it was accepted. */
class AcceptedLockTest {

    private static final String REASON = "Accepted: at night nobody reads it.";

    private final CheckReport report = Proofs.report(accepted());

    @ParameterizedTest
    @EnumSource(CheckFormat.class)
    void everyFileSaysTheReason(CheckFormat format) {
        assertThat(format.text(report)).contains(REASON);
    }

    @Test
    void theConsoleSaysIt() {
        assertThat(String.join("\n", new CheckConsole(Style.PLAIN).lines(report)))
                .contains(REASON);
    }

    @Test
    void itIsNoTrouble() {
        assertThat(report.result().failure()).isEmpty();
        assertThat(CheckSummary.of(report)).isEqualTo("1 migration rehearsed on PostgreSQL 18.6: reversible.");
        assertThat(report.weight(report.judged().get(0))).isEqualTo(Weight.FINE);
        assertThat(CheckFormat.JSON.text(report)).contains("\"severity\": \"accepted\"");
        assertThat(CheckFormat.SARIF.text(report).replaceFirst("(?s).*\"results\"", ""))
                .contains("\"level\": \"note\"")
                .doesNotContain("\"level\": \"warning\"");
        assertThat(CheckFormat.JUNIT.text(report)).contains("accepted: locks: ").doesNotContain("<failure");
    }

    private static Judgement accepted() {
        Judgement plain = Proofs.judgement(Proofs.sql(1, "add-item", "SELECT 1"), Step.UP_AGAIN, List.of());
        return new Judgement(
                plain.migration(),
                List.of(),
                List.of(),
                List.of(Locks.rewrite(LockNote.Severity.ERROR).accepted("at night nobody reads it.")),
                List.of(),
                plain.steps(),
                Optional.empty());
    }
}
