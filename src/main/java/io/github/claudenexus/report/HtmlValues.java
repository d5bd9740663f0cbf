package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A property before and after, side by side, with the words marked that differ. */
final class HtmlValues {

    private static final int LONGEST_SAME = 600;
    private static final int AROUND = 200;

    private HtmlValues() {}

    /** The table. */
    static Element of(Finding finding) {
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
                Element.of("caption", Element.of("code", finding.object().toString())),
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
