package io.github.claudenexus.report;

import io.github.claudenexus.failure.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What {@code rollback-check} says on the console when it ends: a line a migration with what was found below it, and the
 * last sentence.
 */
final class CheckConsole {

    private static final List<String> HEADS =
            List.of("", "No.", "Name", "Kind", "Verdict", "Findings", "Locks", "Time");
    private static final Set<Integer> NUMBERS = Set.of(5, 6, 7);
    private static final List<Integer> DISPENSABLE = List.of(3, 7, 6, 5);
    private static final int VERDICT = 4;
    private static final int MOST_FINDINGS = 12;
    private static final int MOST_NOT_COMPARED = 4;
    private static final int WIDEST_INDENT = 8;
    private static final int NARROW = 80;

    private final CheckReport report;
    private final Style style;
    private final int width;
    private final int indent;
    private final List<String> lines = new ArrayList<>();

    private CheckConsole(CheckReport report, Style style) {
        this.report = report;
        this.style = style;
        this.width = style.width();
        this.indent = width < NARROW ? WIDEST_INDENT / 2 : WIDEST_INDENT;
    }

    /** The lines. */
    static List<String> lines(CheckReport report, Style style) {
        CheckConsole console = new CheckConsole(report, style);
        console.write();
        return console.lines;
    }

    private void write() {
        if (report.proof().isPresent()) {
            lines.add("");
            if (!report.judged().isEmpty()) {
                table();
                lines.add("");
            }
            around();
        }
        Wrap.lines(report.summary(), width, 0).stream()
                .map(line -> report.level().dress(style, line))
                .forEach(lines::add);
    }

    private void table() {
        List<List<String>> rows = report.judged().stream().map(this::cells).toList();
        TextTable table = new TextTable(HEADS, NUMBERS, DISPENSABLE, rows, style);
        lines.addAll(table.head());
        boolean apart = false;
        for (int row = 0; row < rows.size(); row++) {
            MigrationView migration = report.judged().get(row);
            List<FindingView> findings = migration.aboveNotes();
            if (apart || (row > 0 && !findings.isEmpty())) {
                lines.add("");
            }
            apart = !findings.isEmpty();
            UnaryOperator<String> dress = cell -> migration.level().dress(style, cell);
            lines.add(table.line(rows.get(row), Map.of(0, dress, VERDICT, dress)));
            findings.stream().limit(MOST_FINDINGS).forEach(this::finding);
            if (findings.size() > MOST_FINDINGS) {
                text("and " + (findings.size() - MOST_FINDINGS) + " more in the report");
            }
        }
    }

    private List<String> cells(MigrationView migration) {
        return List.of(
                migration.level().sign(style),
                migration.migration().id().digits(),
                migration.migration().id().name(),
                migration.migration().kind(),
                migration.word(),
                migration.count() == 0 ? "" : String.valueOf(migration.count()),
                migration.locks(),
                migration.time());
    }

    private void finding(FindingView finding) {
        String step = finding.isLock() ? "" : " (" + finding.step().word() + ")";
        head(finding, step + ": " + finding.message());
        if (!finding.statement().isEmpty()) {
            faint(finding.statement());
        }
        finding.values().ifPresent(values -> {
            faint(values.property() + " " + values.whenBefore() + ": " + values.shownBefore());
            faint(values.property() + " " + values.whenAfter() + ": " + values.shownAfter());
        });
        if (!finding.fix().isBlank()) {
            text("fix: " + finding.fix());
        }
    }

    // Color goes on once lines are broken: its characters have no width.
    private void head(FindingView finding, String text) {
        String sign = finding.level().sign(style);
        List<String> wrapped = Wrap.lines(sign + " " + finding.code() + text, width - 2, indent);
        String first = wrapped.get(0);
        int end = Math.min(
                first.length(), indent + sign.length() + 1 + finding.code().length());
        lines.add(
                " ".repeat(indent) + finding.level().dress(style, first.substring(indent, end)) + first.substring(end));
        wrapped.subList(1, wrapped.size()).forEach(line -> lines.add("  " + line));
    }

    private void faint(String text) {
        int room = width - indent - 2;
        lines.add(style.faint(" ".repeat(indent + 2) + Phrases.shortened(text, room, style.ellipsis())));
    }

    private void text(String text) {
        lines.addAll(Wrap.lines(text, width, indent + 2));
    }

    private void around() {
        List<String> about = new ArrayList<>();
        report.notRepeatable().ifPresent(about::add);
        if (!report.unjudged().isEmpty()) {
            about.add("Not judged, because the target has them: " + Names.some(report.unjudgedNames()) + ".");
        }
        if (!report.notCompared().isEmpty()) {
            about.add(notCompared(report.notCompared()));
        }
        about.stream()
                .flatMap(text -> Wrap.lines(text, width, 0).stream())
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
