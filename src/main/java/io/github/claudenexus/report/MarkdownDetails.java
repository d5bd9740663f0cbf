package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Gate;
import io.github.claudenexus.rollback.Judgement;

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
        judgement.findings().forEach(this::finding);
        judgement.failedSeed().ifPresent(this::seed);
        judgement.losses().forEach(loss -> item("lost: ", CheckWords.of(loss)));
        report.accused(judgement).forEach(this::lock);
        judgement.sequences().forEach(move -> item("sequence: ", CheckWords.of(move)));
        if (text.isEmpty()) {
            return "";
        }
        String sign = CheckMarkdown.sign(report.weight(judgement));
        String reason = report.reason(judgement).orElse(judgement.verdict().code());
        return "<details>\n<summary>" + sign + " <b>" + Markdown.html(CheckSummary.name(judgement)) + "</b>: " + reason
                + "</summary>\n\n" + text + "\n</details>\n\n";
    }

    private void finding(Finding finding) {
        head(
                report.weight(judgement, finding),
                finding.code().code(),
                finding.step().word());
        text.append(Markdown.text(finding.message())).append('\n');
        if (CheckWords.hasValues(finding)) {
            String values = prefixed("- ", CheckWords.value(finding.before())) + "\n"
                    + prefixed("+ ", CheckWords.value(finding.after()));
            text.append("\n  ")
                    .append(Markdown.code(String.valueOf(finding.property())))
                    .append(" of ")
                    .append(Markdown.code(finding.object()))
                    .append(", ")
                    .append(CheckWords.before(finding))
                    .append(" (-) and ")
                    .append(CheckWords.after(finding))
                    .append(" (+):\n\n")
                    .append(Markdown.block("diff", values, INDENT));
        }
        if (!finding.mend().isBlank()) {
            text.append("\n  Mend: ").append(Markdown.text(finding.mend())).append('\n');
        }
    }

    private void seed(Failure seed) {
        head(Weight.STOPS, seed.code().code(), "seeds");
        text.append(Markdown.text(seed.message())).append('\n');
        if (!seed.hint().isBlank()) {
            text.append("\n  Mend: ").append(Markdown.text(seed.hint())).append('\n');
        }
    }

    private void lock(LockNote lock) {
        head(report.weight(lock), Gate.LOCKS, "up");
        text.append(Markdown.text(CheckWords.of(lock))).append(".\n\n");
        text.append(Markdown.block("sql", shortened(lock.statement()), INDENT));
        text.append("\n  ").append(Markdown.text(lock.advice())).append('\n');
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

    private void item(String head, String sentence) {
        text.append("- ").append(head).append(Markdown.text(sentence)).append('\n');
    }

    private static String prefixed(String prefix, String value) {
        return prefix + shortened(value).stripTrailing().replaceAll("\\R", "\n" + prefix);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "\n(shortened)";
    }
}
