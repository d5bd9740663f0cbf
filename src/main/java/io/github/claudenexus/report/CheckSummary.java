package io.github.claudenexus.report;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run of {@code rollback-check} showed, in one sentence. */
public final class CheckSummary {

    private CheckSummary() {}

    /** The sentence. */
    public static String of(CheckReport report) {
        Optional<String> sentence = report.run().result().sentence();
        if (sentence.isPresent()) {
            return sentence.get();
        }
        boolean broken = report.run()
                .failure()
                .filter(failure -> failure.code() != FailureCode.VERDICT)
                .isPresent();
        if (broken) {
            return stopped(report.judged().size());
        }
        List<Judgement> stopped = report.stopped();
        if (stopped.isEmpty()) {
            return report.proof().map(proof -> passes(report, proof)).orElseGet(() -> nothing(report));
        }
        return stopped.size() == 1
                ? stops(report)
                : stopped.size() + " of " + report.judged().size() + " migrations do not pass.";
    }

    /** Which migrations keep the release from passing. */
    static String stops(CheckReport report) {
        List<Judgement> stopped = report.stopped();
        int all = report.judged().size();
        String which = Words.some(
                stopped.stream().map(one -> name(one) + " " + report.word(one)).toList());
        String count = all == 1 ? "The one migration" : stopped.size() + " of " + all + " migrations";
        boolean one = all == 1 || stopped.size() == 1;
        return count + (one ? " does" : " do") + " not pass: " + which + ".";
    }

    /** How many migrations cannot be run again, where that is no more than information. */
    static Optional<String> notRepeatable(CheckReport report) {
        long number = report.judged().stream()
                .filter(one -> report.remarks(one).stream().anyMatch(remark -> remark.weight() == Weight.NOTE))
                .count();
        return number == 0
                ? Optional.empty()
                : Optional.of(Words.migrations((int) number)
                        + " could not be run a second time (not-idempotent). That is information: "
                        + (number == 1 ? "its row" : "their rows")
                        + " in the history "
                        + (number == 1 ? "keeps it" : "keep them")
                        + " from being run again.");
    }

    /** The full name of a migration. */
    static String name(Judgement judgement) {
        return judgement.migration().id().toString();
    }

    private static String stopped(int judged) {
        return judged == 0
                ? "Stopped before anything was rehearsed."
                : "Stopped after " + Words.migrations(judged) + (judged == 1 ? " was" : " were") + " rehearsed.";
    }

    /** Why no migration was judged. */
    static String nothing(CheckReport report) {
        int there = report.unjudged().size();
        return "No migration was judged"
                + (there == 0
                        ? "."
                        : ": the target has " + (there == 1 ? "the one migration" : "all " + there + " migrations")
                                + " already.");
    }

    private static String passes(CheckReport report, Proof proof) {
        return Words.migrations(proof.judged().size()) + " rehearsed on PostgreSQL " + proof.serverVersion() + ": "
                + verdicts(report) + locks(report) + ".";
    }

    private static String verdicts(CheckReport report) {
        List<Verdict> given = report.judged().stream().map(Judgement::verdict).toList();
        if (given.stream().distinct().count() == 1) {
            return (given.size() == 1 ? "" : "all ") + given.get(0).code();
        }
        return Arrays.stream(Verdict.values())
                .sorted((one, other) -> other.compareTo(one))
                .filter(given::contains)
                .map(verdict -> given.stream().filter(verdict::equals).count() + " " + verdict.code())
                .collect(Collectors.joining(", "));
    }

    private static String locks(CheckReport report) {
        long open = report.judged().stream()
                .flatMap(one -> report.flagged(one).stream())
                .filter(lock -> Weight.of(report.gate(), lock) != Weight.FINE)
                .count();
        return open == 0 ? "" : "; " + open + (open == 1 ? " lock has" : " locks have") + " a safer way";
    }
}
