package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A failure as the block that people read: what, where, how far the run got, what to do. */
final class FailureText {

    private static final int LABEL = 13;
    private static final int STATEMENT = 300;

    private FailureText() {}

    /** The block; plain text, because Maven prints it as an exception's message. */
    static String of(GoalResult report) {
        Failure failure = report.failure().orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add(failure.message());
        section(lines, place(failure.place()));
        section(lines, failure.server().stream().map(line -> "  " + line).toList());
        section(lines, progress(report));
        if (!failure.hint().isBlank()) {
            section(lines, List.of("What to do: " + failure.hint()));
        }
        lines.add((failure.hint().isBlank() ? "\n" : "") + more(report));
        return String.join("\n", lines);
    }

    /**
     * The same of {@code rollback-check}: where the migrations do not pass, the console shows why.
     *
     * @param page where the page for browsers is
     * @param width how long a line may be
     */
    static String of(CheckReport report, String page, int width) {
        Failure failure = report.result().failure().orElseThrow();
        if (failure.code() != FailureCode.VERDICT) {
            return of(report.result());
        }
        List<String> lines = new ArrayList<>(Wrap.lines(failure.message(), width, 0));
        lines.add("");
        lines.add("Report: " + page);
        lines.addAll(Wrap.lines("What to do: " + failure.hint(), width, 0));
        lines.add(more(report.result()));
        return String.join("\n", lines);
    }

    /** How to read the page about its failure. */
    static String more(GoalResult report) {
        return "More: " + report.run().page(report.failure().orElseThrow());
    }

    private static void section(List<String> lines, List<String> section) {
        if (!section.isEmpty()) {
            lines.add("");
            lines.addAll(section);
        }
    }

    private static List<String> place(Failure.Place place) {
        List<String> lines = new ArrayList<>();
        add(lines, "Migration", place.migration());
        place.origin().ifPresent(origin -> add(lines, origin.endsWith(".sql") ? "File" : "Class", place.origin()));
        add(
                lines,
                "Statement",
                place.statement().map(sql -> Phrases.shortened(sql, STATEMENT, Style.PLAIN.ellipsis())));
        add(lines, "SQLSTATE", place.sqlState());
        add(lines, "Position", place.where());
        return lines;
    }

    private static List<String> progress(GoalResult report) {
        List<String> done = Summary.names(report.done());
        List<String> open = Summary.names(report.notReached());
        boolean changing = !report.run().goal().equals("status");
        if (!changing || report.migrations().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        add(
                lines,
                report.isRollback() ? "Undone" : "Applied",
                Optional.of(done.isEmpty() ? "nothing by this run" : Names.some(done)));
        report.migrations().stream()
                .filter(report::failed)
                .filter(Summary::isHalfWay)
                .findFirst()
                .ifPresent(one ->
                        add(lines, "Half way", Optional.of(one.entry().id().toString())));
        if (!open.isEmpty()) {
            add(lines, "Not reached", Optional.of(Names.some(open)));
        }
        return lines;
    }

    private static void add(List<String> lines, String label, Optional<String> value) {
        value.ifPresent(text -> lines.add("  " + label + " ".repeat(LABEL - label.length()) + text));
    }
}
