package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rehearsal.Judgement;
import java.util.ArrayList;
import java.util.List;

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
        Failure failure = report.result().failure().orElseThrow();
        if (failure.code() != FailureCode.VERDICT) {
            return FailureText.of(report.result());
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
        lines.add(FailureText.more(report.result()));
        return String.join("\n", lines);
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
