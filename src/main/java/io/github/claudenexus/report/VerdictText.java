package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Gate;
import io.github.claudenexus.rollback.Judgement;
import io.github.claudenexus.rollback.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The failure of the code {@code verdict}, as a value and as the block that people read. */
public final class VerdictText {

    private static final int MOST = 12;
    private static final int WIDTH = 92;
    private static final String SPACE = "  ";

    private VerdictText() {}

    /**
     * The block; plain text, because Maven prints it as an exception's message.
     *
     * @param page where the page for browsers is
     */
    public static String of(CheckReport report, String page) {
        Failure failure = report.run().failure().orElseThrow();
        if (failure.code() != FailureCode.VERDICT) {
            return FailureText.of(report.run());
        }
        List<Judgement> stopped = report.stopped();
        List<String> lines = new ArrayList<>(Wrap.lines(failure.message(), WIDTH, 0));
        for (Judgement judgement : stopped.subList(0, Math.min(MOST, stopped.size()))) {
            lines.add("");
            lines.add(SPACE + CheckSummary.name(judgement) + ": "
                    + report.reason(judgement).orElseThrow());
            lines.addAll(Wrap.lines(worst(report, judgement) + more(report, judgement), WIDTH, 4));
        }
        if (stopped.size() > MOST) {
            lines.add("");
            lines.add(SPACE + "and " + (stopped.size() - MOST) + " more");
        }
        lines.add("");
        lines.add("Report: " + page);
        lines.addAll(Wrap.lines("What to do: " + failure.hint(), WIDTH, 0));
        lines.add("More: " + FailureText.page(failure));
        return String.join("\n", lines);
    }

    /** The head of the run as a failed one. */
    static RunReport fail(CheckReport report) {
        RunReport run = report.run();
        Failure failure = Failure.of(FailureCode.VERDICT, CheckSummary.stops(report), hint(report));
        return new RunReport(
                run.run(),
                new RunReport.Result.Failed(),
                run.database(),
                run.migrations(),
                Optional.of(failure),
                run.warnings());
    }

    private static String hint(CheckReport report) {
        List<String> reasons = report.stopped().stream()
                .map(one -> report.reason(one).orElseThrow())
                .toList();
        StringBuilder hint = new StringBuilder("Mend what is found and run rollback-check again.");
        if (reasons.contains(Verdict.IRREVERSIBLE.code())) {
            List<String> numbers = report.stopped().stream()
                    .filter(one -> report.reason(one).orElseThrow().equals(Verdict.IRREVERSIBLE.code()))
                    .map(one -> one.migration().id().digits())
                    .toList();
            hint.append(" One that nobody needs to undo passes with -Dnexus.allowIrreversible=")
                    .append(String.join(",", numbers))
                    .append('.');
        }
        if (reasons.contains(Gate.LOCKS)) {
            hint.append(" A lock comes with the safer way; one that is right as it is passes with"
                    + " -- nexus: accept-lock=<reason> in its migration.");
        }
        return hint.toString();
    }

    private static String worst(CheckReport report, Judgement judgement) {
        Optional<String> finding = judgement.findings().stream()
                .filter(one -> report.gate().stops(judgement, one))
                .min(Comparator.comparing(Finding::code))
                .map(Finding::message);
        return finding.or(() -> judgement.failedSeed().map(Failure::message))
                .or(() -> judgement.locks().stream()
                        .filter(report.gate()::stops)
                        .max(Comparator.comparing(LockNote::mode))
                        .map(lock -> CheckWords.of(lock) + "."))
                .orElseThrow();
    }

    private static String more(CheckReport report, Judgement judgement) {
        long stops = judgement.findings().stream()
                        .filter(one -> report.gate().stops(judgement, one))
                        .count()
                + judgement.failedSeed().stream().count()
                + judgement.locks().stream().filter(report.gate()::stops).count();
        return stops == 1 ? "" : " And " + (stops - 1) + " more.";
    }
}
