package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.SequenceMove;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What the rehearsal of one migration showed.
 *
 * @param migration the migration
 * @param findings what was found, in the order of the steps
 * @param losses what down did not bring back
 * @param locks every lock that up and online newly took on relations that existed before
 * @param sequences sequences whose last value is another one after down
 * @param steps the steps that were come to, and how long each took, in milliseconds
 * @param failedSeed why the seed rows of this migration could not be written
 */
public record Judgement(
        DiscoveredMigration migration,
        List<Finding> findings,
        List<Loss> losses,
        List<LockNote> locks,
        List<SequenceMove> sequences,
        SortedMap<RehearsalStep, Long> steps,
        Optional<Failure> failedSeed) {

    /** Copies the collections. */
    public Judgement {
        findings = List.copyOf(findings);
        losses = List.copyOf(losses);
        locks = List.copyOf(locks);
        sequences = List.copyOf(sequences);
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(steps)));
    }

    /** The same with every text that may repeat what a migration or the server said passed through a function. */
    Judgement map(UnaryOperator<String> texts) {
        return new Judgement(
                migration.map(texts),
                findings.stream().map(finding -> finding.map(texts)).toList(),
                losses,
                locks.stream().map(lock -> lock.map(texts)).toList(),
                sequences,
                steps,
                failedSeed.map(failure -> failure.map(texts)));
    }

    /** How long its rehearsal took: all of its steps. */
    public Duration duration() {
        return Duration.ofMillis(
                steps.values().stream().mapToLong(Long::longValue).sum());
    }

    /** The worst of the findings, those left out that are no more than information. */
    public Verdict verdict() {
        return findings.stream()
                .filter(finding -> !informs(finding))
                .map(Finding::code)
                .min(Verdict::compareTo)
                .orElse(Verdict.REVERSIBLE);
    }

    /** Whether there is something to say of a migration that is not judged. */
    boolean deservesAttention() {
        return !findings.isEmpty() || failedSeed.isPresent();
    }

    /**
     * Whether a finding is no more than information: that up cannot be run again, of a migration that does not promise
     * the contrary. Its row in the history keeps it from being run again; what is run again after an interruption is
     * judged by that.
     */
    public boolean informs(Finding finding) {
        return finding.code() == Verdict.NOT_IDEMPOTENT && !migration.safeToRepeat();
    }
}
