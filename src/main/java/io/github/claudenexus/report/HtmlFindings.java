package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Judgement;
import java.util.ArrayList;
import java.util.List;

/** The findings of one migration as HTML: a sentence each, and what was and is, side by side. */
final class HtmlFindings {

    private final CheckReport report;
    private final Judgement judgement;

    HtmlFindings(CheckReport report, Judgement judgement) {
        this.report = report;
        this.judgement = judgement;
    }

    /** The section; empty when nothing was found. */
    List<Element> section() {
        List<Element> items = new ArrayList<>();
        judgement.findings().forEach(finding -> items.add(item(finding)));
        judgement.failedSeed().ifPresent(seed -> items.add(item(seed)));
        return items.isEmpty()
                ? List.of()
                : List.of(Element.of("h3", "Findings"), Element.classed("ul", "findings", items));
    }

    private Element item(Finding finding) {
        Element item = item(
                report.weight(judgement, finding),
                finding.code().code(),
                finding.step().word(),
                finding.message());
        if (CheckWords.hasValues(finding)) {
            item = item.add(HtmlValues.of(finding));
        }
        return finding.mend().isBlank() ? item : item.add(mend(finding.mend()));
    }

    private static Element item(Failure seed) {
        Element item = item(Weight.STOPS, seed.code().code(), "seeds", seed.message());
        return seed.hint().isBlank() ? item : item.add(mend(seed.hint()));
    }

    private static Element item(Weight weight, String code, String step, String message) {
        return Element.classed(
                "li",
                weight.word(),
                Element.classed(
                        "p",
                        "what",
                        badge(weight, code),
                        " ",
                        Element.classed("span", "step", "in " + step),
                        " ",
                        Element.classed("span", "message", message)));
    }

    /** A code with its weight: a sign, a colour, and words for who sees neither. */
    static Element badge(Weight weight, String code) {
        String heard =
                switch (weight) {
                    case STOPS -> "stops the release: ";
                    case WARNS -> "warning: ";
                    case FINE -> "";
                };
        return Element.classed(
                "span",
                "badge " + weight.word(),
                Element.of("span", weight.sign()).with("aria-hidden", "true"),
                Element.classed("span", "heard", heard),
                "\u00a0" + code);
    }

    private static Element mend(String text) {
        return Element.classed("p", "mend", Element.of("b", "Mend:"), " ", text);
    }
}
