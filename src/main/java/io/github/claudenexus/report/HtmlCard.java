package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Step;
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
        Element title = Element.of("h2", name, " ", HtmlFindings.badge(weight, report.word(judgement)))
                .with("id", "title-" + name);
        List<Object> body = List.of(
                Element.classed("p", "origin", Element.of("code", origin(report, judgement))),
                steps(report, judgement),
                HtmlFindings.section(report, judgement),
                HtmlLocks.section(report, judgement),
                sequences(judgement),
                HtmlSql.section(report, judgement));
        // What passed needs no second look: it is folded.
        Element content = weight == Weight.FINE
                ? Element.of("details", Element.of("summary", title), body)
                : Element.all(List.of(title, body));
        return Element.classed("article", "card " + weight.word(), content)
                .with("id", "migration-" + name)
                .with("aria-labelledby", "title-" + name);
    }

    private static String origin(CheckReport report, Judgement judgement) {
        String origin = judgement.migration().origin();
        return report.project().sources().getOrDefault(origin, origin);
    }

    private static Element steps(CheckReport report, Judgement judgement) {
        List<Element> steps = Arrays.stream(Step.values())
                .map(step -> step(report, judgement, step))
                .toList();
        return Element.classed("ol", "steps", steps).with("aria-label", "Steps of the rehearsal");
    }

    private static Element step(CheckReport report, Judgement judgement, Step step) {
        Long millis = judgement.steps().get(step);
        Weight weight = report.remarks(judgement).stream()
                .filter(remark -> remark.step() == step && !remark.code().equals(Gate.LOCKS))
                .map(Remark::weight)
                .min(Weight::compareTo)
                .orElse(Weight.FINE);
        boolean reached = millis != null
                || (weight != Weight.FINE && judgement.migration().reversible());
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

    private static List<Element> sequences(Judgement judgement) {
        List<Element> items = new ArrayList<>();
        judgement.sequences().stream()
                .filter(move -> !move.isBack())
                .forEach(move -> items.add(Element.of("li", CheckWords.of(move))));
        return items.isEmpty()
                ? List.of()
                : List.of(Element.of("h3", "Sequences (reported, not judged)"), Element.of("ul", items));
    }
}
