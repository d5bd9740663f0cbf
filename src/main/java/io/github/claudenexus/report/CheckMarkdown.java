package io.github.claudenexus.report;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rollback.Judgement;
import io.github.claudenexus.rollback.Proof;
import java.time.Duration;
import java.util.List;

/** A run of {@code rollback-check} as Markdown, for a comment on a pull request. */
final class CheckMarkdown {

    // GitHub takes 65,536 characters in a comment.
    private static final int LONGEST = 60_000;

    private final CheckReport report;
    private final StringBuilder text = new StringBuilder();

    private CheckMarkdown(CheckReport report) {
        this.report = report;
    }

    /** The document. */
    static String of(CheckReport report) {
        return new CheckMarkdown(report).document();
    }

    private String document() {
        String sign = report.run().failure().isPresent() ? "\u274C" : "\u2705";
        boolean skipped = report.run().result() instanceof RunReport.Result.Skipped;
        text.append("## ").append(skipped ? "" : sign + " ").append("Rollback check\n\n");
        text.append(Markdown.text(CheckSummary.of(report))).append("\n\n");
        report.run()
                .failure()
                .filter(failure -> failure.code() != FailureCode.VERDICT)
                .ifPresent(failure -> text.append(Markdown.block("text", FailureText.of(report.run()), 0))
                        .append('\n'));
        report.run().warnings().forEach(warning -> text.append("- \u26A0\uFE0F ")
                .append(Markdown.text(warning))
                .append('\n'));
        if (!report.run().warnings().isEmpty()) {
            text.append('\n');
        }
        if (!report.judged().isEmpty()) {
            table();
            details();
        }
        report.proof().ifPresent(this::around);
        return text.toString().stripTrailing() + "\n";
    }

    private void table() {
        text.append("| | Migration | Verdict | Findings | Losses | Locks | Time |\n");
        text.append("|---|---|---|--:|--:|--:|--:|\n");
        report.judged().forEach(judgement -> {
            String verdict = judgement.verdict().code();
            boolean stops = report.gate().stops(judgement);
            long millis = judgement.steps().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            List<String> cells = List.of(
                    sign(report.weight(judgement)),
                    Markdown.codeInCell(CheckSummary.name(judgement)),
                    stops ? "**" + verdict + "**" : verdict,
                    String.valueOf(judgement.findings().size()),
                    String.valueOf(judgement.losses().size()),
                    judgement.locks().isEmpty() ? "0" : CheckConsole.locks(report, judgement),
                    Words.elapsed(Duration.ofMillis(millis)));
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        });
        text.append('\n');
    }

    private void details() {
        int left = 0;
        for (Judgement judgement : report.judged()) {
            String details = new MarkdownDetails(report, judgement).text();
            if (text.length() + details.length() > LONGEST) {
                left++;
            } else {
                text.append(details);
            }
        }
        if (left > 0) {
            text.append("The details of ")
                    .append(Words.migrations(left))
                    .append(" are too long for a comment; they are in ")
                    .append(Markdown.code(CheckFormat.HTML.fileName()))
                    .append(".\n\n");
        }
    }

    private void around(Proof proof) {
        if (!proof.unjudged().isEmpty()) {
            list(
                    "Not judged, because the target has them",
                    proof.unjudged().stream()
                            .map(one -> Markdown.code(one.id().toString()))
                            .toList());
        }
        if (!proof.notCompared().isEmpty()) {
            list(
                    "Not compared",
                    proof.notCompared().stream().map(Markdown::text).toList());
        }
        if (!proof.isRehearsed()) {
            return;
        }
        text.append("Rehearsed on PostgreSQL ")
                .append(Markdown.text(proof.serverVersion()))
                .append(" (")
                .append(Markdown.text(proof.server()))
                .append(") by nexus-maven-plugin ")
                .append(Markdown.text(report.run().run().pluginVersion()))
                .append(".\n");
    }

    private void list(String head, List<String> items) {
        text.append("<details>\n<summary>").append(head).append("</summary>\n\n");
        items.forEach(item -> text.append("- ").append(item).append('\n'));
        text.append("\n</details>\n\n");
    }

    /** A sign that shows in a comment. */
    static String sign(Weight weight) {
        return switch (weight) {
            case STOPS -> "\u274C";
            case WARNS -> "\u26A0\uFE0F";
            case FINE -> "\u2705";
        };
    }
}
