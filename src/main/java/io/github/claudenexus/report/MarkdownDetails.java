package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Judgement;

/** What a comment folds up below its table: what was found of one migration. */
final class MarkdownDetails {

    private static final int INDENT = 2;
    private static final int LONGEST = 4000;

    private final CheckReport report;
    private final Judgement judgement;
    private final StringBuilder text = new StringBuilder();

    MarkdownDetails(CheckReport report, Judgement judgement) {
        this.report = report;
        this.judgement = judgement;
    }

    /** The block; empty when there is nothing to say. */
    String text() {
        report.remarks(judgement).stream()
                .filter(remark -> remark.weight() != Weight.NOTE)
                .forEach(this::remark);
        if (text.isEmpty()) {
            return "";
        }
        String sign = CheckMarkdown.sign(report.weight(judgement));
        return "<details>\n<summary>" + sign + " <b>" + Markdown.html(CheckSummary.name(judgement)) + "</b>: "
                + report.word(judgement) + "</summary>\n\n" + text + "\n</details>\n\n";
    }

    private void remark(Remark remark) {
        String where = remark.step().word()
                + remark.place().where().map(at -> ", " + at).orElse("");
        head(remark.weight(), remark.code(), where);
        text.append(Markdown.text(remark.message())).append('\n');
        remark.place().statement().ifPresent(sql -> text.append('\n')
                .append(Markdown.block("sql", shortened(sql), INDENT)));
        remark.finding().filter(CheckWords::hasValues).ifPresent(this::values);
        if (!remark.fix().isBlank()) {
            text.append("\n  Fix: ").append(Markdown.text(remark.fix())).append('\n');
        }
    }

    private void values(Finding finding) {
        String values = prefixed("- ", CheckWords.value(finding.before())) + "\n"
                + prefixed("+ ", CheckWords.value(finding.after()));
        text.append("\n  ")
                .append(Markdown.code(String.valueOf(finding.property())))
                .append(" of ")
                .append(Markdown.code(finding.object().toString()))
                .append(", ")
                .append(CheckWords.before(finding))
                .append(" (-) and ")
                .append(CheckWords.after(finding))
                .append(" (+):\n\n")
                .append(Markdown.block("diff", values, INDENT));
    }

    private void head(Weight weight, String code, String step) {
        text.append("- ")
                .append(CheckMarkdown.sign(weight))
                .append(" **")
                .append(code)
                .append("** (")
                .append(step)
                .append("): ");
    }

    private static String prefixed(String prefix, String value) {
        return prefix + shortened(value).stripTrailing().replaceAll("\\R", "\n" + prefix);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "\n(shortened)";
    }
}
