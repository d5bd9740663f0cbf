package io.github.claudenexus.report;

import io.github.claudenexus.rollback.Judgement;
import io.github.claudenexus.rollback.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One migration on the page for browsers. */
final class HtmlCard {

    private HtmlCard() {}

    /** The card. */
    static Element of(CheckReport report, Judgement judgement) {
        String name = CheckSummary.name(judgement);
        Weight weight = report.weight(judgement);
        return Element.classed(
                        "article",
                        "card " + weight.word(),
                        Element.of(
                                        "h2",
                                        name,
                                        " ",
                                        HtmlFindings.badge(
                                                weight, judgement.verdict().code()))
                                .with("id", "title-" + name),
                        Element.classed("p", "origin", Element.of("code", origin(report, judgement))),
                        steps(judgement),
                        new HtmlFindings(report, judgement).section(),
                        losses(judgement),
                        HtmlLocks.section(report, judgement),
                        sequences(judgement))
                .with("id", "migration-" + name)
                .with("aria-labelledby", "title-" + name);
    }

    private static String origin(CheckReport report, Judgement judgement) {
        String origin = judgement.migration().origin();
        return report.sources().getOrDefault(origin, origin);
    }

    private static Element steps(Judgement judgement) {
        List<Element> steps =
                Arrays.stream(Step.values()).map(step -> step(judgement, step)).toList();
        return Element.classed("ol", "steps", steps).with("aria-label", "Steps of the rehearsal");
    }

    private static Element step(Judgement judgement, Step step) {
        Long millis = judgement.steps().get(step);
        boolean found = judgement.findings().stream().anyMatch(one -> one.step() == step)
                || (step == Step.SEEDS && judgement.failedSeed().isPresent());
        String style = millis == null ? "unreached" : found ? "found" : "passed";
        String sign = millis == null ? "\u2013" : found ? "!" : "\u2713";
        String time = millis == null ? "not reached" : Words.elapsed(Duration.ofMillis(millis));
        return Element.classed(
                        "li",
                        style,
                        Element.of("span", sign + " ").with("aria-hidden", "true"),
                        Element.of("b", step.word()),
                        " ",
                        Element.of("span", time))
                .with("title", CheckWords.meaning(step));
    }

    private static List<Element> losses(Judgement judgement) {
        List<Element> items = judgement.losses().stream()
                .map(loss -> Element.of("li", CheckWords.of(loss)))
                .toList();
        return items.isEmpty() ? List.of() : List.of(Element.of("h3", "Lost data"), Element.of("ul", items));
    }

    private static List<Element> sequences(Judgement judgement) {
        List<Element> items = new ArrayList<>();
        judgement.sequences().forEach(move -> items.add(Element.of("li", CheckWords.of(move))));
        return items.isEmpty()
                ? List.of()
                : List.of(Element.of("h3", "Sequences, told and not held against it"), Element.of("ul", items));
    }
}
