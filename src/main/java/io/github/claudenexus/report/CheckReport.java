package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import java.util.List;
import java.util.Optional;

/**
 * Everything there is to tell about one run of {@code rollback-check}, without secrets.
 *
 * @param run the head: when, on what, how it ended
 * @param proof what the rehearsal showed; empty when the run ended before one
 * @param gate what keeps a release from passing
 * @param project what it is a report of
 */
public record CheckReport(RunReport run, Optional<Proof> proof, Gate gate, ProjectFacts project) {

    /**
     * A report. A run that went well and that the gate stops is a failed one, of the code {@code verdict}; one that judged
     * nothing is a skipped one, for it says nothing in favour of a release.
     */
    public static CheckReport of(RunReport run, Optional<Proof> proof, Gate gate) {
        CheckReport report = new CheckReport(run, proof, gate, ProjectFacts.NONE);
        if (!(run.result() instanceof RunReport.Result.Ok)) {
            return report;
        }
        if (report.judged().isEmpty()) {
            return report.with(new RunReport(
                    run.run(),
                    new RunReport.Result.Skipped(CheckSummary.nothing(report)),
                    run.database(),
                    run.migrations(),
                    Optional.empty(),
                    run.warnings()));
        }
        return report.stopped().isEmpty() ? report : report.with(VerdictText.fail(report));
    }

    /** The same report, of this project. */
    public CheckReport of(ProjectFacts about) {
        return new CheckReport(run, proof, gate, about);
    }

    private CheckReport with(RunReport head) {
        return new CheckReport(head, proof, gate, project);
    }

    /** What a later run can hold against what it is to apply; empty when not all was rehearsed. */
    Optional<Evidence> evidence() {
        return run.failure().filter(why -> why.code() != FailureCode.VERDICT).isPresent()
                ? Optional.empty()
                : proof.map(shown -> Evidence.of(shown, gate));
    }

    /** What a rehearsal showed; empty where there was none. */
    Optional<Proof> rehearsed() {
        return proof.filter(Proof::isRehearsed);
    }

    /** The migrations that were rehearsed. */
    List<Judgement> judged() {
        return proof.map(Proof::judged).orElse(List.of());
    }

    /** The migrations that the target has already. */
    List<DiscoveredMigration> unjudged() {
        return proof.map(Proof::unjudged).orElse(List.of());
    }

    /** The migrations that keep a release from passing. */
    List<Judgement> stopped() {
        return judged().stream().filter(gate::stops).toList();
    }

    /** The one word for a migration: what stops it, else its verdict. */
    String word(Judgement judgement) {
        return gate.word(judgement);
    }

    /** What there is to say of a migration. */
    List<Remark> remarks(Judgement judgement) {
        return Remark.of(gate, judgement);
    }

    /** How much a migration matters. */
    Weight weight(Judgement judgement) {
        return Weight.of(gate, judgement);
    }

    /** How much the whole run matters; one that judged nothing has shown nothing. */
    Weight weight() {
        if (run.failure().isPresent()) {
            return Weight.STOPS;
        }
        return run.result() instanceof RunReport.Result.Ok
                ? judged().stream().map(this::weight).min(Weight::compareTo).orElse(Weight.WARNS)
                : Weight.WARNS;
    }

    /** How many findings a migration has, those left out that are no more than information. */
    long findings(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> Weight.of(gate, judgement, finding) != Weight.NOTE)
                .count();
    }

    /** The locks that are flagged. */
    List<LockNote> flagged(Judgement judgement) {
        return judgement.locks().stream().filter(LockNote::flagged).toList();
    }
}
