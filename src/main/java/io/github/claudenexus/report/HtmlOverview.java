package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The table on top of the page for browsers: a line a migration. */
final class HtmlOverview {

    private HtmlOverview() {}

    /** The table; empty when nothing was rehearsed. */
    static List<Element> of(CheckReport report) {
        if (report.judged().isEmpty()) {
            return List.of();
        }
        Element heads = Element.of(
                "tr",
                Stream.of("Migration", "Verdict", "Findings", "Locks", "Time")
                        .map(text -> Element.of("th", text).with("scope", "col"))
                        .toList());
        List<Element> rows =
                report.judged().stream().map(one -> row(report, one)).toList();
        return List.of(Element.classed(
                        "div",
                        "wide",
                        Element.classed("table", "overview", Element.of("thead", heads), Element.of("tbody", rows)))
                .with("role", "region")
                .with("aria-label", "Overview")
                .with("tabindex", "0"));
    }

    private static Element row(CheckReport report, Judgement judgement) {
        String name = CheckSummary.name(judgement);
        long millis =
                judgement.steps().values().stream().mapToLong(Long::longValue).sum();
        Element link = Element.of("a", name).with("href", "#migration-" + name);
        return Element.of(
                "tr",
                Element.of("th", link).with("scope", "row"),
                Element.of("td", HtmlFindings.badge(report.weight(judgement), report.word(judgement))),
                number(String.valueOf(report.findings(judgement))),
                number(CheckConsole.locks(report, judgement)),
                number(Words.elapsed(Duration.ofMillis(millis))));
    }

    private static Element number(String text) {
        return Element.classed("td", "number", text.isEmpty() ? "0" : text);
    }
}
