package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.Step;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A run of {@code rollback-check} as one page for browsers, which needs nothing from elsewhere. */
final class CheckHtml {

    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.ENGLISH);

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
                Element.of("main", HtmlOverview.of(report), legend(), cards, around(), rules()),
                footer());
        return Element.of("html", head, "\n", body).with("lang", "en");
    }

    private List<Element> top() {
        List<Element> top = new ArrayList<>();
        top.add(Element.of("h1", "Rollback check"));
        Weight weight = report.weight();
        top.add(Element.classed(
                "p",
                "banner " + weight.word(),
                Element.of("span", weight.sign() + " ").with("aria-hidden", "true"),
                CheckSummary.of(report)));
        report.result()
                .stopped()
                .ifPresent(failure -> top.add(Element.of("pre", Element.of("code", FailureText.of(report.result())))));
        List<Element> warnings = report.result().warnings().stream()
                .map(warning -> Element.of("li", warning))
                .toList();
        if (!warnings.isEmpty()) {
            top.add(Element.classed("ul", "warnings", warnings));
        }
        top.add(facts());
        return top;
    }

    private Element facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!report.project().name().isEmpty()) {
            facts.put("Project", report.project().name());
        }
        report.project().revision().ifPresent(revision -> facts.put("Revision", revision));
        report.rehearsed().ifPresent(proof -> {
            facts.put("Rehearsed on", "PostgreSQL " + proof.serverVersion() + ", " + proof.server());
        });
        report.result().database().address().ifPresent(address -> facts.put("Target", address));
        facts.put(
                "Started",
                STARTED.format(
                        report.result().run().started().atZone(report.project().zone())));
        facts.put("Took", Words.elapsed(report.result().run().duration()));
        Element list = Element.classed("dl", "facts");
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            list = list.add(Element.of("div", Element.of("dt", fact.getKey()), Element.of("dd", fact.getValue())));
        }
        return list;
    }

    private List<Element> legend() {
        if (report.judged().isEmpty()) {
            return List.of();
        }
        String steps = Arrays.stream(Step.values())
                .map(step -> step.word() + " (" + CheckWords.meaning(step) + ")")
                .collect(Collectors.joining(", "));
        return List.of(Element.classed(
                "p",
                "legend",
                "Steps of a rehearsal: " + steps + ". Of locks, \u201c1 of 4\u201d: one has a safer way."));
    }

    private List<Element> rules() {
        Set<String> named = report.judged().stream()
                .flatMap(judgement -> report.remarks(judgement).stream())
                .map(Remark::code)
                .collect(Collectors.toSet());
        List<Element> rules = SarifRules.explained().entrySet().stream()
                .filter(rule -> named.contains(rule.getKey()))
                .map(rule -> Element.of(
                                "div",
                                Element.of("dt", Element.of("code", rule.getKey())),
                                Element.of("dd", rule.getValue()))
                        .with("id", "rule-" + rule.getKey()))
                .toList();
        return rules.isEmpty()
                ? List.of()
                : List.of(Element.classed(
                        "section", "aside", Element.of("h2", "What the words mean"), Element.of("dl", rules)));
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
        String version = "nexus-maven-plugin " + report.result().run().pluginVersion() + ", goal rollback-check";
        return Element.of(
                "footer",
                version
                        + report.evidence()
                                .map(it -> ". Set of migrations: " + it.set())
                                .orElse(""));
    }
}
