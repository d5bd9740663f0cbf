package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The failure of the code {@code verdict}, as a value and as the block that people read. */
public final class VerdictText {

    private static final int MOST = 12;
    private static final int LONGEST_STATEMENT = 300;
    private static final String SPACE = "  ";

    private VerdictText() {}

    /**
     * The block; plain text, because Maven prints it as an exception's message.
     *
     * @param page where the page for browsers is
     * @param width how long a line may be
     */
    public static String of(CheckReport report, String page, int width) {
        Failure failure = report.run().failure().orElseThrow();
        if (failure.code() != FailureCode.VERDICT) {
            return FailureText.of(report.run());
        }
        List<Judgement> stopped = report.stopped();
        List<String> lines = new ArrayList<>(Wrap.lines(CheckSummary.of(report), width, 0));
        for (Judgement judgement : stopped.subList(0, Math.min(MOST, stopped.size()))) {
            lines.add("");
            lines.addAll(
                    Wrap.lines(CheckSummary.name(judgement) + ": " + report.word(judgement), width, SPACE.length()));
            lines.addAll(Wrap.lines(worst(report, judgement), width, 4));
        }
        if (stopped.size() > MOST) {
            lines.add("");
            lines.add(SPACE + "and " + (stopped.size() - MOST) + " more");
        }
        lines.add("");
        lines.add("Report: " + page);
        lines.addAll(Wrap.lines("What to do: " + failure.hint(), width, 0));
        lines.add(FailureText.more(report.run()));
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
        List<String> irreversible = report.stopped().stream()
                .filter(one -> report.word(one).equals(Verdict.IRREVERSIBLE.code()))
                .map(one -> one.migration().id().digits())
                .toList();
        boolean locks =
                report.stopped().stream().anyMatch(one -> report.word(one).equals(Gate.LOCKS));
        return "Fix what is found and run rollback-check again."
                + (irreversible.isEmpty()
                        ? ""
                        : " One that is agreed to be irreversible passes with -Dnexus.allowIrreversible="
                                + String.join(",", irreversible) + ".")
                + (locks
                        ? " A lock comes with the safer way; one that is right as it is passes with"
                                + " -- nexus: accept-lock=<reason> in its migration."
                        : "");
    }

    private static String worst(CheckReport report, Judgement judgement) {
        List<Remark> stops = report.remarks(judgement).stream()
                .filter(remark -> remark.weight() == Weight.STOPS)
                .toList();
        Remark worst = stops.stream()
                .filter(remark -> remark.code().equals(report.word(judgement)))
                .findFirst()
                .orElseThrow();
        String statement = Words.shortened(worst.statement(), LONGEST_STATEMENT, Style.PLAIN.ellipsis());
        return worst.message()
                + (statement.isEmpty() ? "" : " Statement: " + statement + ".")
                + (stops.size() == 1 ? "" : " And " + (stops.size() - 1) + " more.");
    }
}
