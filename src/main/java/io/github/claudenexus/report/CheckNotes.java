package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands below a migration's line on the console: what was found, and what to do about it. */
final class CheckNotes {

    private static final int MOST = 12;
    private static final int WIDEST_INDENT = 8;
    private static final int NARROW = 80;

    private final CheckReport report;
    private final Style style;
    private final int width;
    private final int indent;
    private final List<String> lines = new ArrayList<>();

    CheckNotes(CheckReport report, Style style) {
        this.report = report;
        this.style = style;
        this.width = style.width();
        this.indent = width < NARROW ? WIDEST_INDENT / 2 : WIDEST_INDENT;
    }

    /** The lines; none when there is nothing to say. What is only information is counted once, below the table. */
    List<String> of(Judgement judgement) {
        List<Remark> remarks = report.remarks(judgement).stream()
                .filter(remark -> remark.weight() != Weight.NOTE)
                .toList();
        remarks.stream().limit(MOST).forEach(this::remark);
        if (remarks.size() > MOST) {
            text("and " + (remarks.size() - MOST) + " more in the report");
        }
        return List.copyOf(lines);
    }

    private void remark(Remark remark) {
        String step =
                remark.code().equals(Gate.LOCKS) ? "" : " (" + remark.step().word() + ")";
        head(remark.weight(), remark.code(), step + ": " + remark.message());
        if (!remark.statement().isEmpty()) {
            faint(remark.statement());
        }
        remark.finding().filter(CheckWords::hasValues).ifPresent(finding -> {
            value(finding, CheckWords.before(finding), finding.before());
            value(finding, CheckWords.after(finding), finding.after());
        });
        if (!remark.fix().isBlank()) {
            text("fix: " + remark.fix());
        }
    }

    private void value(Finding finding, String when, @Nullable String value) {
        faint(finding.property() + " " + when + ": " + CheckWords.value(value));
    }

    private void faint(String text) {
        int room = width - indent - 2;
        lines.add(style.faint(" ".repeat(indent + 2) + Words.shortened(text, room, style.ellipsis())));
    }

    // Colour goes on once lines are broken: its characters have no width.
    private void head(Weight weight, String code, String text) {
        String sign = weight.sign(style);
        List<String> wrapped = Wrap.lines(sign + " " + code + text, width - 2, indent);
        String first = wrapped.get(0);
        int end = Math.min(first.length(), indent + sign.length() + 1 + code.length());
        lines.add(" ".repeat(indent) + weight.dress(style, first.substring(indent, end)) + first.substring(end));
        wrapped.subList(1, wrapped.size()).forEach(line -> lines.add("  " + line));
    }

    private void text(String text) {
        lines.addAll(Wrap.lines(text, width, indent + 2));
    }
}
