package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The findings of one migration as HTML: a sentence each, and what was and is, side by side. */
final class HtmlFindings {

    private static final int LONGEST_SAME = 600;
    private static final int AROUND = 200;

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
            item = item.add(values(finding));
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

    private static Element values(Finding finding) {
        Element heads = Element.of(
                "tr",
                head("Property"),
                head(capital(CheckWords.before(finding))),
                head(capital(CheckWords.after(finding))));
        Element row = Element.of(
                "tr",
                Element.of("th", Element.of("code", String.valueOf(finding.property())))
                        .with("scope", "row"));
        for (Element cell : cells(finding)) {
            row = row.add(cell);
        }
        return Element.classed(
                "table",
                "values",
                Element.of("caption", Element.of("code", finding.object())),
                Element.of("thead", heads),
                Element.of("tbody", row));
    }

    private static List<Element> cells(Finding finding) {
        String before = capital(CheckWords.before(finding));
        String after = capital(CheckWords.after(finding));
        if (finding.before() == null || finding.after() == null) {
            return List.of(whole(finding.before(), before), whole(finding.after(), after));
        }
        WordDiff diff = WordDiff.of(finding.before(), finding.after());
        return List.of(marked(diff.before(), "del", before), marked(diff.after(), "ins", after));
    }

    private static Element whole(@Nullable String value, String label) {
        return value == null
                ? Element.of("td", Element.of("i", CheckWords.value(null))).with("data-label", label)
                : Element.of("td", Element.of("code", value)).with("data-label", label);
    }

    private static Element marked(List<WordDiff.Piece> pieces, String tag, String label) {
        List<Object> parts = new ArrayList<>();
        for (WordDiff.Piece piece : pieces) {
            if (piece.same()) {
                parts.addAll(shortened(piece.text()));
            } else {
                parts.add(Element.of(tag, piece.text()));
            }
        }
        return Element.of("td", Element.of("code", parts)).with("data-label", label);
    }

    private static List<Object> shortened(String same) {
        int left = same.length() - 2 * AROUND;
        return same.length() <= LONGEST_SAME
                ? List.of(same)
                : List.of(
                        same.substring(0, AROUND),
                        Element.classed("span", "left-out", " \u22ef " + left + " characters alike \u22ef "),
                        same.substring(same.length() - AROUND));
    }

    private static Element head(String text) {
        return Element.of("th", text).with("scope", "col");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
