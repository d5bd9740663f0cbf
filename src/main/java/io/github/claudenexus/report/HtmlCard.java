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
                        steps(report, judgement),
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

    private static Element steps(CheckReport report, Judgement judgement) {
        List<Element> steps = Arrays.stream(Step.values())
                .map(step -> step(report, judgement, step))
                .toList();
        return Element.classed("ol", "steps", steps).with("aria-label", "Steps of the rehearsal");
    }

    private static Element step(CheckReport report, Judgement judgement, Step step) {
        Long millis = judgement.steps().get(step);
        Weight weight = weight(report, judgement, step);
        boolean reached = millis != null || weight != Weight.FINE;
        String time = millis == null ? CheckWords.missing(judgement, step) : Words.elapsed(Duration.ofMillis(millis));
        return Element.classed(
                        "li",
                        reached ? weight.word() : "unreached",
                        Element.of("span", (reached ? weight.sign() : "\u2013") + " ")
                                .with("aria-hidden", "true"),
                        Element.of("b", step.word()),
                        " ",
                        Element.of("span", time))
                .with("title", CheckWords.meaning(step));
    }

    private static Weight weight(CheckReport report, Judgement judgement, Step step) {
        if (step == Step.SEEDS && judgement.failedSeed().isPresent()) {
            return Weight.STOPS;
        }
        return judgement.findings().stream()
                .filter(one -> one.step() == step)
                .map(one -> report.weight(judgement, one))
                .min(Weight::compareTo)
                .orElse(Weight.FINE);
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
                : List.of(Element.of("h3", "Sequences (told, not judged)"), Element.of("ul", items));
    }
}
