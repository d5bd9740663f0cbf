package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
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
        Optional<String> sentence = report.result().reason();
        if (sentence.isPresent()) {
            return sentence.get();
        }
        if (report.result().stopped().isPresent()) {
            return stopped(report.judged().size());
        }
        int stopped = report.stopped().size();
        if (stopped > 1) {
            return stopped + " of " + report.judged().size() + " migrations do not pass.";
        }
        return report.result()
                .failure()
                .map(Failure::message)
                .orElseGet(() -> passes(report, report.proof().orElseThrow()));
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
