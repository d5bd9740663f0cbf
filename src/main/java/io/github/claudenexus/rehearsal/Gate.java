package io.github.claudenexus.rehearsal;

import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.layout.VersionRange;
import io.github.claudenexus.locks.LockNote;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps a release from passing.
 *
 * @param failOn the codes that do, and {@link #LOCKS} for lock findings that are errors
 * @param allowIrreversible which migrations may be irreversible
 */
public record Gate(Set<String> failOn, List<VersionRange> allowIrreversible) {

    /** The word in {@code nexus.failOn} for lock findings that are errors. */
    public static final String LOCKS = "locks";

    /**
     * Every verdict from up-failed to irreversible, those left out that are allowed, and lock errors. Not-idempotent is
     * not among them, and stops a migration that is declared safe to repeat all the same.
     */
    public static final Set<String> DEFAULT = Stream.concat(
                    EnumSet.range(Verdict.UP_FAILED, Verdict.IRREVERSIBLE).stream()
                            .map(Verdict::code),
                    Stream.of(LOCKS))
            .collect(Collectors.toUnmodifiableSet());

    /** Copies the collections. */
    public Gate {
        failOn = Set.copyOf(failOn);
        allowIrreversible = List.copyOf(allowIrreversible);
    }

    /** The same, where what a target had before its history began needs no permission. */
    public Gate since(TargetState target) {
        return target.history().rows().stream()
                .filter(row -> row.application().recordedBy() == HistoryRow.RecordedBy.BASELINE)
                .map(row -> row.id().version())
                .max(Comparator.naturalOrder())
                .map(baseline -> new Gate(
                        failOn,
                        Stream.concat(allowIrreversible.stream(), Stream.of(VersionRange.upTo(baseline)))
                                .toList()))
                .orElse(this);
    }

    /** Every word that {@code nexus.failOn} may hold. */
    public static Set<String> words() {
        Set<String> words = Arrays.stream(Verdict.values())
                .filter(verdict -> verdict != Verdict.REVERSIBLE)
                .map(Verdict::code)
                .collect(Collectors.toSet());
        words.add(LOCKS);
        return words;
    }

    /**
     * Whether this finding of this migration stops a release; one that is allowed does not, and what is declared safe
     * to repeat must be, unless nothing is to stop a release.
     */
    public boolean stops(Judgement judgement, Finding finding) {
        boolean broken = finding.code() == Verdict.NOT_IDEMPOTENT
                && judgement.migration().safeToRepeat()
                && !failOn.isEmpty();
        return (broken || failOn.contains(finding.code().code())) && !allows(judgement, finding);
    }

    /** Whether this finding is allowed by the migration's version, or accepted by its author. */
    public boolean allows(Judgement judgement, Finding finding) {
        return switch (finding.code()) {
            case IRREVERSIBLE, NO_DOWN ->
                allowIrreversible.stream()
                        .anyMatch(range ->
                                range.contains(judgement.migration().id().version()));
            case LOSES_DATA -> !judgement.migration().declared().acceptLoss().isEmpty();
            default -> false;
        };
    }

    /** Whether this lock stops a release. */
    public boolean stops(LockNote lock) {
        return failOn.contains(LOCKS) && lock.severity() == LockNote.Severity.ERROR;
    }

    /** Whether nothing of this proof stops a release. */
    public boolean passes(Proof proof) {
        return proof.judged().stream().noneMatch(this::stops);
    }

    /** Whether anything of this migration stops a release. */
    public boolean stops(Judgement judgement) {
        return judgement.failedSeed().isPresent()
                || judgement.findings().stream().anyMatch(finding -> stops(judgement, finding))
                || judgement.locks().stream().anyMatch(this::stops);
    }

    /** What keeps this migration from passing, as {@code nexus.failOn} names it; empty when nothing does. */
    public Optional<String> reason(Judgement judgement) {
        return judgement.findings().stream()
                .filter(one -> stops(judgement, one))
                .map(Finding::code)
                .min(Comparator.naturalOrder())
                .map(Verdict::code)
                .or(() -> judgement.failedSeed().map(seed -> seed.code().code()))
                .or(() -> judgement.locks().stream()
                        .filter(this::stops)
                        .findFirst()
                        .map(lock -> LOCKS));
    }

    /** The worst of the findings; that up cannot be run again counts where {@code nexus.failOn} names it. */
    public Verdict verdict(Judgement judgement) {
        return judgement.findings().stream()
                .filter(one -> stops(judgement, one) || !judgement.informs(one))
                .map(Finding::code)
                .min(Comparator.naturalOrder())
                .orElse(Verdict.REVERSIBLE);
    }

    /** The one word for a migration wherever it is shown: what stops it, else its verdict. */
    public String word(Judgement judgement) {
        return reason(judgement).orElse(verdict(judgement).word(judgement.migration()));
    }
}
