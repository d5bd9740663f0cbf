package io.github.claudenexus.report;

import io.github.claudenexus.rollback.Judgement;
import io.github.claudenexus.rollback.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What {@code rollback-check} says on the console when it ends: a line a migration, what was found, the last sentence. */
public final class CheckConsole {

    private static final List<String> HEADS =
            List.of("", "No.", "Name", "Kind", "Verdict", "Findings", "Losses", "Locks", "Time");
    private static final int VERDICT = 4;
    private static final int LONGEST_NAME = 34;
    private static final int WIDTH = 92;
    private static final int MOST_NOT_COMPARED = 4;

    private final Style style;

    /** For a console of this style. */
    public CheckConsole(Style style) {
        this.style = style;
    }

    /** The lines. */
    public List<String> lines(CheckReport report) {
        List<String> lines = new ArrayList<>();
        report.proof().ifPresent(proof -> {
            lines.add("");
            if (!proof.judged().isEmpty()) {
                table(report, lines);
                lines.add("");
            }
            around(proof, lines);
        });
        lines.add(lastLine(report));
        return lines;
    }

    private void table(CheckReport report, List<String> lines) {
        List<List<String>> rows =
                report.judged().stream().map(one -> cells(report, one)).toList();
        TextTable table = new TextTable(HEADS, Set.of(5, 6, 7, 8), rows);
        lines.addAll(table.head(style));
        for (int row = 0; row < rows.size(); row++) {
            Judgement judgement = report.judged().get(row);
            List<String> cells = new ArrayList<>(table.padded(rows.get(row)));
            Weight weight = report.weight(judgement);
            cells.set(0, weight.dress(style, cells.get(0)));
            cells.set(VERDICT, weight.dress(style, cells.get(VERDICT)));
            lines.add(TextTable.joined(cells));
            lines.addAll(new CheckNotes(report, style, WIDTH).of(judgement));
        }
    }

    private List<String> cells(CheckReport report, Judgement judgement) {
        long millis =
                judgement.steps().values().stream().mapToLong(Long::longValue).sum();
        return List.of(
                report.weight(judgement).sign(style),
                judgement.migration().id().digits(),
                Words.shortened(judgement.migration().id().name(), LONGEST_NAME, style.ellipsis()),
                judgement.migration().kind(),
                judgement.verdict().code(),
                count(judgement.findings().size()),
                count(judgement.losses().size()),
                locks(report, judgement),
                Words.elapsed(Duration.ofMillis(millis)));
    }

    private static String count(int number) {
        return number == 0 ? "" : String.valueOf(number);
    }

    /** The number of locks, and of how many there is something to say. */
    static String locks(CheckReport report, Judgement judgement) {
        int accused = report.accused(judgement).size();
        int all = judgement.locks().size();
        return accused == 0 ? count(all) : accused + " of " + all;
    }

    private void around(Proof proof, List<String> lines) {
        List<String> about = new ArrayList<>();
        if (!proof.unjudged().isEmpty()) {
            about.add("Not judged, because the target has them: "
                    + Words.some(proof.unjudged().stream()
                            .map(one -> one.id().toString())
                            .toList())
                    + ".");
        }
        if (!proof.notCompared().isEmpty()) {
            about.add(notCompared(proof.notCompared()));
        }
        about.stream()
                .flatMap(text -> Wrap.lines(text, WIDTH, 0).stream())
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

    private String lastLine(CheckReport report) {
        String sentence = CheckSummary.of(report);
        if (report.run().failure().isPresent()) {
            return style.bad(sentence);
        }
        boolean clean = report.run().result() instanceof RunReport.Result.Ok
                && report.judged().stream().allMatch(one -> report.weight(one) == Weight.FINE);
        return clean ? style.good(sentence) : style.attention(sentence);
    }
}
