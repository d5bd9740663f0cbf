package io.github.claudenexus.report;

import io.github.claudenexus.failure.Names;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What {@code rollback-check} says on the console when it ends: a line a migration, what was found, the last sentence. */
final class CheckConsole {

    private static final List<String> HEADS =
            List.of("", "No.", "Name", "Kind", "Verdict", "Findings", "Locks", "Time");
    private static final Set<Integer> NUMBERS = Set.of(5, 6, 7);
    private static final List<Integer> DISPENSABLE = List.of(3, 7, 6, 5);
    private static final int VERDICT = 4;
    private static final int MOST_NOT_COMPARED = 4;

    private final Style style;

    /** For a console of this style. */
    CheckConsole(Style style) {
        this.style = style;
    }

    /** The lines. */
    List<String> lines(CheckReport report) {
        List<String> lines = new ArrayList<>();
        report.proof().ifPresent(proof -> {
            lines.add("");
            if (!proof.judged().isEmpty()) {
                table(report, lines);
                lines.add("");
            }
            around(report, proof, lines);
        });
        Wrap.lines(CheckSummary.of(report), style.width(), 0).stream()
                .map(line -> report.weight().dress(style, line))
                .forEach(lines::add);
        return lines;
    }

    private void table(CheckReport report, List<String> lines) {
        List<List<String>> rows =
                report.judged().stream().map(one -> cells(report, one)).toList();
        TextTable table = new TextTable(HEADS, NUMBERS, DISPENSABLE, rows, style);
        lines.addAll(table.head());
        boolean apart = false;
        for (int row = 0; row < rows.size(); row++) {
            Judgement judgement = report.judged().get(row);
            List<String> notes = new CheckNotes(report, style).of(judgement);
            if (apart || (row > 0 && !notes.isEmpty())) {
                lines.add("");
            }
            apart = !notes.isEmpty();
            Weight weight = report.weight(judgement);
            UnaryOperator<String> dress = cell -> weight.dress(style, cell);
            lines.add(table.line(rows.get(row), Map.of(0, dress, VERDICT, dress)));
            lines.addAll(notes);
        }
    }

    private List<String> cells(CheckReport report, Judgement judgement) {
        long millis =
                judgement.steps().values().stream().mapToLong(Long::longValue).sum();
        return List.of(
                report.weight(judgement).sign(style),
                judgement.migration().id().digits(),
                judgement.migration().id().name(),
                judgement.migration().kind(),
                report.word(judgement),
                count(report.findings(judgement)),
                locks(report, judgement),
                Words.elapsed(Duration.ofMillis(millis)));
    }

    private static String count(long number) {
        return number == 0 ? "" : String.valueOf(number);
    }

    /** The number of locks, and of how many there is something to say. */
    static String locks(CheckReport report, Judgement judgement) {
        int flagged = report.flagged(judgement).size();
        int all = judgement.locks().size();
        return flagged == 0 ? count(all) : flagged + " of " + all;
    }

    private void around(CheckReport report, Proof proof, List<String> lines) {
        List<String> about = new ArrayList<>();
        CheckSummary.notRepeatable(report).ifPresent(about::add);
        if (!proof.unjudged().isEmpty()) {
            about.add("Not judged, because the target has them: "
                    + Names.some(proof.unjudged().stream()
                            .map(one -> one.id().toString())
                            .toList())
                    + ".");
        }
        if (!proof.notCompared().isEmpty()) {
            about.add(notCompared(proof.notCompared()));
        }
        about.stream()
                .flatMap(text -> Wrap.lines(text, style.width(), 0).stream())
                .map(style::faint)
                .forEach(lines::add);
        if (!about.isEmpty()) {
            lines.add("");
        }
    }

    private static String notCompared(List<String> sentences) {
        int shown = Math.min(MOST_NOT_COMPARED, sentences.size());
        int more = sentences.size() - shown;
        List<String> parts = sentences.subList(0, shown).stream()
                .map(one -> one.strip().replaceAll("\\.$", ""))
                .toList();
        return "Not compared: " + String.join("; ", parts) + (more == 0 ? "." : "; " + more + " more in the report.");
    }
}
