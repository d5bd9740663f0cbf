package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rollback.Evidence;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Gate;
import io.github.claudenexus.rollback.Judgement;
import io.github.claudenexus.rollback.Proof;
import io.github.claudenexus.rollback.SequenceMove;
import io.github.claudenexus.rollback.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything there is to tell about one run of {@code rollback-check}, without secrets.
 *
 * @param run the head: when, on what, how it ended
 * @param proof what the rehearsal showed; empty when the run ended before one
 * @param gate what keeps a release from passing
 * @param sources the source file of a migration's class path name or class, where it is known
 */
public record CheckReport(RunReport run, Optional<Proof> proof, Gate gate, Map<String, String> sources) {

    /** Copies the map. */
    public CheckReport {
        sources = Map.copyOf(sources);
    }

    /**
     * A report. A run that went well and that the gate stops is a failed one, of the code {@code verdict}; one that judged
     * nothing is a skipped one, for it says nothing in favour of a release.
     */
    public static CheckReport of(RunReport run, Optional<Proof> proof, Gate gate) {
        CheckReport report = new CheckReport(run, proof, gate, Map.of());
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

    /** The same report, with the source files of migrations by their class path name or class. */
    public CheckReport withSources(Map<String, String> files) {
        return new CheckReport(run, proof, gate, files);
    }

    private CheckReport with(RunReport head) {
        return new CheckReport(head, proof, gate, sources);
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

    /** What keeps this migration from passing, as {@code nexus.failOn} names it; empty when nothing does. */
    Optional<String> reason(Judgement judgement) {
        Optional<String> finding = judgement.findings().stream()
                .filter(one -> gate.stops(judgement, one))
                .map(Finding::code)
                .min(Comparator.naturalOrder())
                .map(Verdict::code);
        return finding.or(() -> judgement.failedSeed().map(seed -> seed.code().code()))
                .or(() -> judgement.locks().stream()
                        .filter(gate::stops)
                        .findFirst()
                        .map(lock -> Gate.LOCKS));
    }

    /** How much a migration matters. */
    Weight weight(Judgement judgement) {
        if (gate.stops(judgement)) {
            return Weight.STOPS;
        }
        Stream<Weight> parts = Stream.concat(
                judgement.findings().stream().map(finding -> weight(judgement, finding)),
                judgement.locks().stream().map(this::weight));
        boolean back = judgement.sequences().stream().anyMatch(SequenceMove::isBack);
        return Stream.concat(parts, back ? Stream.of(Weight.WARNS) : Stream.empty())
                .min(Comparator.naturalOrder())
                .orElse(Weight.FINE);
    }

    /** How much a finding matters: one that was agreed to by number does not warn. */
    Weight weight(Judgement judgement, Finding finding) {
        if (gate.stops(judgement, finding)) {
            return Weight.STOPS;
        }
        boolean agreed = finding.code() == Verdict.IRREVERSIBLE
                && gate.allowIrreversible().contains(judgement.migration().id().number());
        return agreed ? Weight.FINE : Weight.WARNS;
    }

    /** How much a lock matters: one that its migration accepts does not warn. */
    Weight weight(LockNote lock) {
        if (gate.stops(lock)) {
            return Weight.STOPS;
        }
        return lock.severity() == LockNote.Severity.WARNING || lock.severity() == LockNote.Severity.ERROR
                ? Weight.WARNS
                : Weight.FINE;
    }

    /** The locks that are flagged, also those that their migration accepts. */
    List<LockNote> accused(Judgement judgement) {
        return judgement.locks().stream()
                .filter(lock -> lock.severity() != LockNote.Severity.INFO)
                .toList();
    }
}
