package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import java.util.ArrayList;
import java.util.List;

/** What there is to say of one migration as HTML: a sentence each, and what was and is, side by side. */
final class HtmlFindings {

    private HtmlFindings() {}

    /** The section; empty when nothing was found. Locks have one of their own. */
    static List<Element> section(CheckReport report, Judgement judgement) {
        List<Element> items = items(
                judgement,
                report.remarks(judgement).stream()
                        .filter(remark -> !remark.code().equals(Gate.LOCKS))
                        .toList());
        return items.isEmpty()
                ? List.of()
                : List.of(Element.of("h3", "Findings"), Element.classed("ul", "findings", items));
    }

    /** Remarks, each as an item of a list. */
    static List<Element> items(Judgement judgement, List<Remark> remarks) {
        return remarks.stream().map(remark -> item(judgement, remark)).toList();
    }

    private static Element item(Judgement judgement, Remark remark) {
        String position = remark.place().where().orElse("");
        List<Object> where = new ArrayList<>(List.of("in " + remark.step().word() + (position.isEmpty() ? "" : ", ")));
        where.add(HtmlSql.anchor(judgement, remark)
                .<Object>map(id -> Element.of("a", position).with("href", "#" + id))
                .orElse(position));
        Element item = Element.classed(
                "li",
                remark.weight().word(),
                Element.classed(
                        "p",
                        "what",
                        SarifRules.index(remark.code()) < 0
                                ? badge(remark.weight(), remark.code())
                                : Element.of("a", badge(remark.weight(), remark.code()))
                                        .with("href", "#rule-" + remark.code()),
                        " ",
                        Element.classed("span", "step", where),
                        " ",
                        Element.classed("span", "message", remark.message())));
        if (remark.place().statement().isPresent()) {
            item = item.add(Element.classed(
                    "pre", "sql", Element.of("code", remark.place().statement().get())));
        }
        if (remark.hasValues()) {
            item = item.add(HtmlValues.of(remark.finding().orElseThrow()));
        }
        return remark.fix().isBlank()
                ? item
                : item.add(Element.classed("p", "fix", Element.of("b", "Fix:"), " ", remark.fix()));
    }

    /** A code with its weight: a sign, a colour, and words for who sees neither. */
    static Element badge(Weight weight, String code) {
        String heard =
                switch (weight) {
                    case STOPS -> "stops the release: ";
                    case WARNS -> "warning: ";
                    case FINE -> "";
                    case NOTE -> "information: ";
                };
        return Element.classed(
                "span",
                "badge " + weight.word(),
                Element.of("span", weight.sign()).with("aria-hidden", "true"),
                Element.classed("span", "heard", heard),
                "\u00a0" + code);
    }
}
