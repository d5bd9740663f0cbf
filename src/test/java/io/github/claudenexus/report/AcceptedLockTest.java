package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.locks.LockNote;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A lock that its migration accepts is no trouble, and every report says why it was accepted. */
class AcceptedLockTest {

    private static final String REASON = "Accepted: at night nobody reads it.";

    private final CheckReport report =
            Proofs.report(Proofs.locked(Locks.rewrite(LockNote.Severity.ERROR).accepted("at night nobody reads it.")));

    @Test
    void everyFileSaysTheReason() {
        assertThat(Stream.of(
                        CheckJson.of(report),
                        CheckJunit.of(report),
                        CheckMarkdown.of(report),
                        CheckHtml.of(report),
                        CheckSarif.of(report)))
                .allSatisfy(text -> assertThat(text).contains(REASON));
    }

    @Test
    void theConsoleSaysItWhereItSaysAll() {
        assertThat(String.join("\n", Proofs.console(report, Style.PLAIN, true))).contains(REASON);
        assertThat(String.join("\n", Proofs.console(report, Style.PLAIN, false)))
                .startsWith("+ 001-add-item reversible")
                .doesNotContain("lock");
    }

    @Test
    void itIsNoTrouble() {
        assertThat(report.result().failure()).isEmpty();
        assertThat(report.summary()).isEqualTo("1 migration rehearsed on PostgreSQL 18.6: reversible.");
        assertThat(report.judged().get(0).level()).isEqualTo(Level.FINE);
        assertThat(CheckJson.of(report)).contains("\"severity\": \"accepted\"");
        assertThat(CheckSarif.of(report).replaceFirst("(?s).*\"results\"", ""))
                .contains("\"level\": \"note\"")
                .doesNotContain("\"level\": \"warning\"");
        assertThat(CheckJunit.of(report)).contains("accepted: locks: ").doesNotContain("<failure");
    }
}
