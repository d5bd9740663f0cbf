package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Proof;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A run of {@code rollback-check} as Markdown, for a comment on a pull request: the worst first. */
final class CheckMarkdown {

    // GitHub takes 65,536 characters in a comment.
    private static final int LONGEST = 65_000;
    private static final int LONGEST_TABLE = 30_000;
    private static final int LONGEST_VALUE = 4000;
    private static final int MOST_ITEMS = 50;
    private static final int INDENT = 2;

    private final CheckReport report;
    private final List<MigrationView> worstFirst;
    private final StringBuilder text = new StringBuilder();

    private CheckMarkdown(CheckReport report) {
        this.report = report;
        this.worstFirst = report.judged().stream()
                .sorted(Comparator.comparing(MigrationView::level))
                .toList();
    }

    /** The document. */
    static String of(CheckReport report) {
        return new CheckMarkdown(report).document();
    }

    private String document() {
        head();
        String around = around();
        if (!worstFirst.isEmpty()) {
            table();
            details(LONGEST - around.length());
        }
        return text.append(around).toString().stripTrailing() + "\n";
    }

    private void head() {
        text.append("## ").append(sign(report.level())).append(" Rollback check\n\n");
        String counted = report.warnings().map(it -> " " + it).orElse("");
        text.append(Markdown.text(report.summary() + counted)).append("\n\n");
        if (report.result().stopped().isPresent()) {
            text.append(Markdown.block("text", FailureText.of(report.result()), 0))
                    .append('\n');
        }
        List<String> warnings = report.result().warnings().stream()
                .map(warning -> sign(Level.WARNS) + " " + Markdown.text(warning))
                .toList();
        text.append(items(warnings)).append(warnings.isEmpty() ? "" : "\n");
    }

    private void table() {
        text.append("| | Migration | Verdict | Findings | Locks | Time |\n");
        text.append("|---|---|---|--:|--:|--:|\n");
        int left = worstFirst.size();
        for (MigrationView migration : worstFirst) {
            String row = row(migration);
            if (text.length() + row.length() > LONGEST_TABLE) {
                break;
            }
            text.append(row);
            left--;
        }
        text.append('\n');
        leftOut("The rows of ", left);
    }

    private static String row(MigrationView migration) {
        String word = migration.word();
        List<String> cells = List.of(
                sign(migration.level()),
                Markdown.codeInCell(migration.name()),
                migration.level() == Level.STOPS ? "**" + word + "**" : word,
                String.valueOf(migration.count()),
                migration.locks().isEmpty() ? "0" : migration.locks(),
                migration.time());
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private void details(int longest) {
        int left = 0;
        for (MigrationView migration : worstFirst) {
            String details = details(migration);
            if (text.length() + details.length() > longest) {
                left++;
            } else {
                text.append(details);
            }
        }
        leftOut("The details of ", left);
        report.repeatable()
                .ifPresent(sentence -> text.append(Markdown.text(sentence)).append("\n\n"));
    }

    private void leftOut(String what, int left) {
        if (left > 0) {
            text.append(what)
                    .append(Phrases.migrations(left))
                    .append(" are too long for a comment; they are in ")
                    .append(Markdown.code(GoalReport.PAGE))
                    .append(".\n\n");
        }
    }

    private static String details(MigrationView migration) {
        List<FindingView> findings = migration.aboveNotes();
        if (findings.isEmpty()) {
            return "";
        }
        return "<details>\n<summary>" + sign(migration.level()) + " <b>" + Markdown.html(migration.name()) + "</b>: "
                + migration.word() + "</summary>\n\n"
                + findings.stream().map(CheckMarkdown::finding).collect(Collectors.joining())
                + "\n</details>\n\n";
    }

    private static String finding(FindingView finding) {
        String where = finding.step().word() + (finding.position().isEmpty() ? "" : ", " + finding.position());
        StringBuilder item = new StringBuilder("- ")
                .append(sign(finding.level()))
                .append(" **")
                .append(finding.code())
                .append("** (")
                .append(where)
                .append("): ")
                .append(Markdown.text(finding.message()))
                .append('\n');
        finding.place().statement().ifPresent(sql -> item.append('\n')
                .append(Markdown.block("sql", shortened(sql), INDENT)));
        finding.values().ifPresent(values -> item.append(values(values)));
        if (!finding.fix().isBlank()) {
            item.append("\n  Fix: ").append(Markdown.text(finding.fix())).append('\n');
        }
        return item.toString();
    }

    private static String values(PropertyValues values) {
        String diff = prefixed("- ", values.shownBefore()) + "\n" + prefixed("+ ", values.shownAfter());
        return "\n  " + Markdown.code(values.property()) + " of " + Markdown.code(values.object()) + ", "
                + values.whenBefore() + " (-) and " + values.whenAfter() + " (+):\n\n"
                + Markdown.block("diff", diff, INDENT);
    }

    private static String prefixed(String prefix, String value) {
        return prefix + shortened(value).stripTrailing().replaceAll("\\R", "\n" + prefix);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "\n(shortened)";
    }

    private String around() {
        return list(
                        "Not judged, because the target has them",
                        report.unjudgedNames().stream().map(Markdown::code).toList())
                + list(
                        "Not compared",
                        report.notCompared().stream().map(Markdown::text).toList())
                + report.rehearsed().map(this::rehearsedOn).orElse("");
    }

    private String rehearsedOn(Proof proof) {
        return "Rehearsed on PostgreSQL " + Markdown.text(proof.serverVersion()) + " ("
                + Markdown.text(proof.server()) + ") by nexus-maven-plugin "
                + Markdown.text(report.result().run().pluginVersion()) + ".\n";
    }

    private static String list(String head, List<String> items) {
        return items.isEmpty()
                ? ""
                : "<details>\n<summary>" + head + "</summary>\n\n" + items(items) + "\n</details>\n\n";
    }

    private static String items(List<String> items) {
        String shown =
                items.stream().limit(MOST_ITEMS).map(item -> "- " + item + "\n").collect(Collectors.joining());
        return shown + (items.size() > MOST_ITEMS ? "- and " + (items.size() - MOST_ITEMS) + " more\n" : "");
    }

    private static String sign(Level level) {
        return switch (level) {
            case STOPS -> "\u274C";
            case WARNS -> "\u26A0\uFE0F";
            case FINE -> "\u2705";
            case NOTE -> "\u2139\uFE0F";
        };
    }
}
