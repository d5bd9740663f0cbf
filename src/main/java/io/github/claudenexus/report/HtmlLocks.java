package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The locks of one migration as HTML: the flagged ones with their advice, a picture, and all of them in words. */
final class HtmlLocks {

    private static final List<String> HEADS =
            List.of("Relation", "Lock", "Blocks", "From", "Held", "On the target", "How known", "Statement");

    private HtmlLocks() {}

    /** The section; empty when no lock was taken on what was there before. */
    static List<Element> section(CheckReport report, Judgement judgement) {
        List<LockNote> locks = judgement.locks();
        if (locks.isEmpty()) {
            return List.of();
        }
        List<Element> parts = new ArrayList<>();
        parts.add(Element.of("h3", "Locks"));
        List<Element> flagged = HtmlFindings.items(
                judgement,
                report.remarks(judgement).stream()
                        .filter(remark -> remark.code().equals(Gate.LOCKS))
                        .toList());
        if (!flagged.isEmpty()) {
            parts.add(Element.classed("ul", "findings", flagged));
        }
        List<LockNote> blocking =
                locks.stream().filter(lock -> lock.mode().blocksWrites()).toList();
        if (!blocking.isEmpty()) {
            parts.add(Element.classed(
                    "figure",
                    "picture",
                    LockPicture.of(CheckSummary.name(judgement), blocking),
                    Element.of("figcaption", legend(blocking))));
        }
        String words = locks.size() == 1 ? "The lock in words" : "All " + locks.size() + " locks in words";
        parts.add(Element.of("details", Element.of("summary", words), table(locks)));
        return parts;
    }

    private static List<Object> legend(List<LockNote> locks) {
        List<Object> legend = new ArrayList<>();
        legend.add(
                Element.of("span", "The times are those of the rehearsal, on few rows: on the target, size counts."));
        Stream.of(LockMode.ACCESS_EXCLUSIVE, LockMode.SHARE)
                .filter(kind -> locks.stream()
                        .anyMatch(lock -> LockPicture.style(lock.mode()).equals(LockPicture.style(kind))))
                .forEach(kind -> legend.add(Element.classed("span", "key", swatch(kind), " blocks " + kind.blocks())));
        if (locks.stream().anyMatch(LockNote::rewrite)) {
            legend.add(Element.classed("span", "key", Element.of("b", "R"), " rewrites the relation"));
        }
        if (locks.stream().anyMatch(LockNote::scan)) {
            legend.add(Element.classed("span", "key", Element.of("b", "S"), " reads every row under the lock"));
        }
        return legend;
    }

    private static Element swatch(LockMode mode) {
        int height = LockPicture.height(mode);
        return Element.classed("svg", "locks swatch")
                .with("width", "22")
                .with("height", "14")
                .with("aria-hidden", "true")
                .add(Element.classed("rect", LockPicture.style(mode))
                        .with("width", "22")
                        .with("y", String.valueOf((14 - height) / 2.0))
                        .with("height", String.valueOf(height)));
    }

    private static Element table(List<LockNote> locks) {
        Element heads = Element.of(
                "tr",
                HEADS.stream()
                        .map(text -> Element.of("th", text).with("scope", "col"))
                        .toList());
        List<Element> rows = locks.stream().map(HtmlLocks::row).toList();
        return Element.classed(
                        "div",
                        "wide",
                        Element.classed("table", "words", Element.of("thead", heads), Element.of("tbody", rows)))
                .with("role", "region")
                .with("aria-label", "Locks in words")
                .with("tabindex", "0");
    }

    private static Element row(LockNote lock) {
        List<String> marks = CheckWords.marks(lock);
        List<Object> cells = List.of(
                lock.mode().words() + (marks.isEmpty() ? "" : " (" + String.join("; ", marks) + ")"),
                lock.mode().blocks(),
                Words.elapsed(Duration.ofMillis(lock.atMs())),
                Words.elapsed(Duration.ofMillis(lock.heldMs())),
                lock.onTarget().map(CheckWords::of).orElse("not known"),
                CheckWords.of(lock.source()),
                Element.of("code", lock.statement().shown()));
        Element row = Element.of(
                "tr", Element.of("th", Element.of("code", lock.relation())).with("scope", "row"));
        for (int cell = 0; cell < cells.size(); cell++) {
            row = row.add(Element.of("td", cells.get(cell)).with("data-label", HEADS.get(cell + 1)));
        }
        return row;
    }
}
