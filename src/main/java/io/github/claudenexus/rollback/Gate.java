package io.github.claudenexus.rollback;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.locks.LockNote;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What keeps a release from passing.
 *
 * @param failOn the codes that do, and {@link #LOCKS} for lock findings that are errors
 * @param allowIrreversible the numbers of migrations that may be irreversible
 */
public record Gate(Set<String> failOn, Set<Integer> allowIrreversible) {

    /** The word in {@code nexus.failOn} for lock findings that are errors. */
    public static final String LOCKS = "locks";

    /** Every verdict from up-failed to leaves-trace, irreversible ones that are not allowed, and lock errors. */
    public static final Set<String> DEFAULT = Set.of(
            Verdict.UP_FAILED.code(),
            Verdict.VERIFY_FAILED.code(),
            Verdict.DOWN_FAILED.code(),
            Verdict.LOSES_DATA.code(),
            Verdict.LEAVES_TRACE.code(),
            Verdict.IRREVERSIBLE.code(),
            LOCKS);

    /** Copies the sets. */
    public Gate {
        failOn = Set.copyOf(failOn);
        allowIrreversible = Set.copyOf(allowIrreversible);
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

    /** Whether this finding of this migration stops a release. */
    public boolean stops(Judgement judgement, Finding finding) {
        boolean allowed = finding.code() == Verdict.IRREVERSIBLE
                && allowIrreversible.contains(judgement.migration().id().number());
        return failOn.contains(finding.code().code()) && !allowed;
    }

    /** Whether this lock stops a release. */
    public boolean stops(LockNote lock) {
        return failOn.contains(LOCKS) && lock.severity() == LockNote.Severity.ERROR;
    }

    /** Why a release may not pass; empty when it may. */
    public Optional<Failure> objection(Proof proof) {
        Optional<Failure> seed = proof.judged().stream()
                .map(Judgement::failedSeed)
                .flatMap(Optional::stream)
                .findFirst();
        List<Judgement> stopped = proof.judged().stream().filter(this::stops).toList();
        if (seed.isPresent() || stopped.isEmpty()) {
            return seed;
        }
        String which = stopped.stream()
                .map(one -> one.migration().id() + " " + word(one))
                .collect(Collectors.joining(", "));
        int all = proof.judged().size();
        return Optional.of(Failure.of(
                FailureCode.VERDICT,
                stopped.size() + " of " + all + (all == 1 ? " migration" : " migrations")
                        + (stopped.size() == 1 ? " does" : " do") + " not pass: " + which + ".",
                "Mend them as the findings say, and run nexus:rollback-check again."));
    }

    private String word(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> stops(judgement, finding))
                .map(Finding::code)
                .min(Verdict::compareTo)
                .map(Verdict::code)
                .orElse(LOCKS);
    }

    /** Whether anything of this migration stops a release. */
    public boolean stops(Judgement judgement) {
        return judgement.failedSeed().isPresent()
                || judgement.findings().stream().anyMatch(finding -> stops(judgement, finding))
                || judgement.locks().stream().anyMatch(this::stops);
    }
}
