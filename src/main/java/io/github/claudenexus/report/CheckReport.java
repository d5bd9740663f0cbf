package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run of {@code rollback-check} as its reports show it.
 *
 * @param result how it ended
 * @param project what it is a report of
 */
record CheckReport(GoalResult result, ProjectFacts project) {

    private static final Gate DEFAULT = new Gate(Gate.DEFAULT, Set.of());

    /** What a rehearsal showed; empty when the run ended before one. */
    Optional<Proof> proof() {
        return result.check().map(CheckedProof::proof);
    }

    /** What keeps a release from passing. */
    Gate gate() {
        return result.check().map(CheckedProof::gate).orElse(DEFAULT);
    }

    /** What a later run can hold against what it is to apply; empty when not all was rehearsed. */
    Optional<Evidence> evidence() {
        return result.check().flatMap(CheckedProof::evidence);
    }

    /** What a rehearsal showed; empty where there was none. */
    Optional<Proof> rehearsed() {
        return proof().filter(Proof::isRehearsed);
    }

    /** The migrations that were rehearsed. */
    List<Judgement> judged() {
        return proof().map(Proof::judged).orElse(List.of());
    }

    /** The migrations that the target has already. */
    List<DiscoveredMigration> unjudged() {
        return proof().map(Proof::unjudged).orElse(List.of());
    }

    /** The migrations that keep a release from passing. */
    List<Judgement> stopped() {
        return result.check().map(CheckedProof::stopped).orElse(List.of());
    }

    /** The one word for a migration: what stops it, else its verdict. */
    String word(Judgement judgement) {
        return gate().word(judgement);
    }

    /** What there is to say of a migration. */
    List<Remark> remarks(Judgement judgement) {
        return Remark.of(gate(), judgement);
    }

    /** How much a migration matters. */
    Weight weight(Judgement judgement) {
        return Weight.of(gate(), judgement);
    }

    /** How much the whole run matters; one that judged nothing has shown nothing. */
    Weight weight() {
        if (result.failure().isPresent()) {
            return Weight.STOPS;
        }
        return result.status() == GoalResult.Status.OK
                ? judged().stream().map(this::weight).min(Weight::compareTo).orElse(Weight.WARNS)
                : Weight.WARNS;
    }

    /** How many findings a migration has, those left out that are no more than information. */
    long findings(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> Weight.of(gate(), judgement, finding) != Weight.NOTE)
                .count();
    }

    /** The locks that are flagged. */
    List<LockNote> flagged(Judgement judgement) {
        return judgement.locks().stream().filter(LockNote::flagged).toList();
    }
}
