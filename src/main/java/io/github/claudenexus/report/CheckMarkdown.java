package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A run of {@code rollback-check} as Markdown, for a comment on a pull request. */
final class CheckMarkdown {

    // GitHub takes 65,536 characters in a comment.
    private static final int LONGEST = 65_000;
    private static final int LONGEST_TABLE = 30_000;
    private static final int MOST_ITEMS = 50;

    private final CheckReport report;
    private final List<Judgement> worstFirst;

    private CheckMarkdown(CheckReport report) {
        this.report = report;
        this.worstFirst = report.judged().stream()
                .sorted(Comparator.comparing(report::weight))
                .toList();
    }

    /** The document. */
    static String of(CheckReport report) {
        return new CheckMarkdown(report).document();
    }

    private String document() {
        StringBuilder text = new StringBuilder(head());
        String around = around();
        if (!worstFirst.isEmpty()) {
            table(text);
            details(text, LONGEST - around.length());
        }
        return text.append(around).toString().stripTrailing() + "\n";
    }

    private String head() {
        StringBuilder text = new StringBuilder();
        text.append("## ").append(sign(report.weight())).append(" Rollback check\n\n");
        text.append(Markdown.text(CheckSummary.of(report))).append("\n\n");
        report.result().stopped().ifPresent(failure -> text.append(
                        Markdown.block("text", FailureText.of(report.result()), 0))
                .append('\n'));
        List<String> warnings = report.result().warnings().stream()
                .map(warning -> sign(Weight.WARNS) + " " + Markdown.text(warning))
                .toList();
        return text.append(items(warnings))
                .append(warnings.isEmpty() ? "" : "\n")
                .toString();
    }

    private void table(StringBuilder text) {
        text.append("| | Migration | Verdict | Findings | Locks | Time |\n");
        text.append("|---|---|---|--:|--:|--:|\n");
        int left = worstFirst.size();
        for (Judgement judgement : worstFirst) {
            String row = row(judgement);
            if (text.length() + row.length() > LONGEST_TABLE) {
                break;
            }
            text.append(row);
            left--;
        }
        text.append('\n');
        leftOut(text, "The rows of ", left);
    }

    private String row(Judgement judgement) {
        String verdict = report.word(judgement);
        long millis =
                judgement.steps().values().stream().mapToLong(Long::longValue).sum();
        List<String> cells = List.of(
                sign(report.weight(judgement)),
                Markdown.codeInCell(CheckSummary.name(judgement)),
                report.gate().stops(judgement) ? "**" + verdict + "**" : verdict,
                String.valueOf(report.findings(judgement)),
                judgement.locks().isEmpty() ? "0" : CheckConsole.locks(report, judgement),
                Words.elapsed(Duration.ofMillis(millis)));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private void details(StringBuilder text, int longest) {
        int left = 0;
        for (Judgement judgement : worstFirst) {
            String details = new MarkdownDetails(report, judgement).text();
            if (text.length() + details.length() > longest) {
                left++;
            } else {
                text.append(details);
            }
        }
        leftOut(text, "The details of ", left);
        CheckSummary.notRepeatable(report)
                .ifPresent(sentence -> text.append(Markdown.text(sentence)).append("\n\n"));
    }

    private static void leftOut(StringBuilder text, String what, int left) {
        if (left > 0) {
            text.append(what)
                    .append(Words.migrations(left))
                    .append(" are too long for a comment; they are in ")
                    .append(Markdown.code(CheckFormat.HTML.fileName()))
                    .append(".\n\n");
        }
    }

    private String around() {
        return report.proof()
                .map(proof -> list(
                                "Not judged, because the target has them",
                                proof.unjudged().stream()
                                        .map(one -> Markdown.code(one.id().toString()))
                                        .toList())
                        + list(
                                "Not compared",
                                proof.notCompared().stream().map(Markdown::text).toList())
                        + (proof.isRehearsed() ? rehearsedOn(proof) : ""))
                .orElse("");
    }

    private String rehearsedOn(Proof proof) {
        return "Rehearsed on PostgreSQL " + Markdown.text(proof.serverVersion()) + " ("
                + Markdown.text(proof.server()) + ") by nexus-maven-plugin "
                + Markdown.text(report.result().run().pluginVersion()) + ".\n";
    }

    private static String list(String head, List<String> items) {
        if (items.isEmpty()) {
            return "";
        }
        return "<details>\n<summary>" + head + "</summary>\n\n" + items(items) + "\n</details>\n\n";
    }

    private static String items(List<String> items) {
        String shown =
                items.stream().limit(MOST_ITEMS).map(item -> "- " + item + "\n").collect(Collectors.joining());
        return shown + (items.size() > MOST_ITEMS ? "- and " + (items.size() - MOST_ITEMS) + " more\n" : "");
    }

    /** A sign that shows in a comment. */
    static String sign(Weight weight) {
        return switch (weight) {
            case STOPS -> "\u274C";
            case WARNS -> "\u26A0\uFE0F";
            case FINE -> "\u2705";
            case NOTE -> "\u2139\uFE0F";
        };
    }
}
