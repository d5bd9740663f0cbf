package io.github.claudenexus.report;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rollback.Proof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run of {@code rollback-check} as one page for browsers, which needs nothing from elsewhere. */
final class CheckHtml {

    private final CheckReport report;

    private CheckHtml(CheckReport report) {
        this.report = report;
    }

    /** The document. */
    static String of(CheckReport report) {
        return "<!DOCTYPE html>\n" + new CheckHtml(report).page() + "\n";
    }

    private Element page() {
        Element head = Element.of(
                "head",
                Element.of("meta").with("charset", "utf-8"),
                Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
                Element.of("title", "Rollback check: " + CheckSummary.of(report)),
                Element.of("style", StyleSheet.text()));
        List<Element> cards =
                report.judged().stream().map(one -> HtmlCard.of(report, one)).toList();
        Element body = Element.of(
                "body",
                Element.of("header", top()),
                Element.of("main", HtmlOverview.of(report), cards, around()),
                footer());
        return Element.of("html", head, "\n", body).with("lang", "en");
    }

    private List<Element> top() {
        List<Element> top = new ArrayList<>();
        top.add(Element.of("h1", "Rollback check"));
        Weight weight = weight();
        top.add(Element.classed(
                "p",
                "banner " + weight.word(),
                Element.of("span", weight.sign() + " ").with("aria-hidden", "true"),
                CheckSummary.of(report)));
        report.run()
                .failure()
                .filter(failure -> failure.code() != FailureCode.VERDICT)
                .ifPresent(failure -> top.add(Element.of("pre", Element.of("code", FailureText.of(report.run())))));
        List<Element> warnings = report.run().warnings().stream()
                .map(warning -> Element.of("li", warning))
                .toList();
        if (!warnings.isEmpty()) {
            top.add(Element.classed("ul", "warnings", warnings));
        }
        top.add(facts());
        return top;
    }

    private Weight weight() {
        if (report.run().failure().isPresent()) {
            return Weight.STOPS;
        }
        boolean good = report.run().result() instanceof RunReport.Result.Ok
                && report.judged().stream().allMatch(one -> report.weight(one) == Weight.FINE);
        return good ? Weight.FINE : Weight.WARNS;
    }

    private Element facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        report.rehearsed().ifPresent(proof -> {
            facts.put("Rehearsed on", "PostgreSQL " + proof.serverVersion() + ", " + proof.server());
        });
        report.run().database().address().ifPresent(address -> facts.put("Target", address));
        facts.put("Started", report.run().run().started().toString());
        facts.put("Took", Words.elapsed(report.run().run().duration()));
        report.evidence().ifPresent(evidence -> facts.put("Set of migrations", evidence.set()));
        Element list = Element.classed("dl", "facts");
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            list = list.add(Element.of("div", Element.of("dt", fact.getKey()), Element.of("dd", fact.getValue())));
        }
        return list;
    }

    private List<Element> around() {
        List<Element> parts = new ArrayList<>();
        list(
                parts,
                "Not judged, because the target has them",
                report.unjudged().stream().map(one -> one.id().toString()).toList());
        list(parts, "Not compared", report.proof().map(Proof::notCompared).orElse(List.of()));
        return parts;
    }

    private static void list(List<Element> parts, String head, List<String> items) {
        if (!items.isEmpty()) {
            parts.add(Element.classed(
                    "section",
                    "aside",
                    Element.of("h2", head),
                    Element.of(
                            "ul",
                            items.stream().map(item -> Element.of("li", item)).toList())));
        }
    }

    private Element footer() {
        return Element.of(
                "footer", "nexus-maven-plugin " + report.run().run().pluginVersion() + ", goal rollback-check");
    }
}
