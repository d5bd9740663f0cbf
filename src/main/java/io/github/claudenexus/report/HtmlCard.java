package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockMode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.report.MigrationView.StepView;
import io.github.claudenexus.rows.SequenceMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One migration on the page for browsers: its line in the overview and its card. The page calls the methods by name. */
final class HtmlCard {

    private static final int LONGEST_SAME = 600;
    private static final int AROUND = 200;

    private final CheckReport report;
    private final MigrationView migration;

    HtmlCard(CheckReport report, MigrationView migration) {
        this.report = report;
        this.migration = migration;
    }

    String name() {
        return migration.name();
    }

    Level level() {
        return migration.level();
    }

    Badge badge() {
        return Badge.of(migration.level(), migration.word());
    }

    long count() {
        return migration.count();
    }

    String lockCount() {
        return migration.locks().isEmpty() ? "0" : migration.locks();
    }

    String time() {
        return migration.time();
    }

    /** What passed needs no second look. */
    boolean folded() {
        return migration.level() == Level.FINE;
    }

    String origin() {
        return report.source(migration.migration().origin());
    }

    List<StepItem> stepItems() {
        return migration.steps().stream().map(this::step).toList();
    }

    private StepItem step(StepView step) {
        boolean reached = step.millis().isPresent()
                || (step.level() != Level.FINE && migration.migration().reversible());
        return new StepItem(
                reached ? step.level().word() : "unreached",
                CheckWords.meaning(step.step()),
                reached ? step.level().sign() : "\u2013",
                step.step().word(),
                step.millis().map(Phrases::elapsed).orElse(step.missing()));
    }

    /** What was found, and the locks. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        List<FindingView> findings = migration.withoutLocks();
        if (!findings.isEmpty()) {
            sections.add(new Section("Findings", false, items(findings)));
        }
        if (!locks().isEmpty()) {
            sections.add(new Section("Locks", true, items(migration.flaggedLocks())));
        }
        return sections;
    }

    private List<Item> items(List<FindingView> findings) {
        return findings.stream().map(this::item).toList();
    }

    private Item item(FindingView finding) {
        String position = finding.position();
        return new Item(
                Badge.of(finding.level(), finding.code()),
                CheckRule.named(finding.code()).map(CheckRule::code).orElse(""),
                "in " + finding.step().word() + (position.isEmpty() ? "" : ", "),
                new Link(position, SqlView.anchor(migration, finding).orElse("")),
                finding.message(),
                finding.place().statement().orElse(""),
                finding.values().map(HtmlCard::values).stream().toList(),
                finding.fix());
    }

    private static ValueTable values(PropertyValues values) {
        String before = Phrases.capital(values.whenBefore());
        String after = Phrases.capital(values.whenAfter());
        if (values.before().isEmpty() || values.after().isEmpty()) {
            return new ValueTable(
                    values.object(),
                    values.property(),
                    List.of(
                            whole(before, values.before(), values.shownBefore()),
                            whole(after, values.after(), values.shownAfter())));
        }
        WordDiff diff = WordDiff.of(values.shownBefore(), values.shownAfter());
        return new ValueTable(
                values.object(),
                values.property(),
                List.of(
                        new ValueCell(before, "code", marked(diff.before(), "del")),
                        new ValueCell(after, "code", marked(diff.after(), "ins"))));
    }

    private static ValueCell whole(String label, Optional<String> value, String shown) {
        return new ValueCell(label, value.isPresent() ? "code" : "i", List.of(new Marked("", shown, "")));
    }

    private static List<Marked> marked(List<WordDiff.Piece> pieces, String tag) {
        List<Marked> marked = new ArrayList<>();
        for (WordDiff.Piece piece : pieces) {
            String text = piece.text();
            if (!piece.same()) {
                marked.add(new Marked("<" + tag + ">", text, "</" + tag + ">"));
            } else if (text.length() <= LONGEST_SAME) {
                marked.add(new Marked("", text, ""));
            } else {
                String leftOut = " \u22ef " + (text.length() - 2 * AROUND) + " characters alike \u22ef ";
                marked.add(new Marked("", text.substring(0, AROUND), ""));
                marked.add(new Marked("<span class=\"left-out\">", leftOut, "</span>"));
                marked.add(new Marked("", text.substring(text.length() - AROUND), ""));
            }
        }
        return marked;
    }

    private List<LockNote> locks() {
        return migration.judgement().locks();
    }

    private List<LockNote> blocking() {
        return locks().stream().filter(lock -> lock.mode().blocksWrites()).toList();
    }

    /** The locks that block anybody, over time; none where no lock does. */
    List<LockPicture> picture() {
        return blocking().isEmpty() ? List.of() : List.of(LockPicture.of(blocking()));
    }

    List<Key> keys() {
        return Stream.of(LockMode.ACCESS_EXCLUSIVE, LockMode.SHARE)
                .filter(kind -> blocking().stream()
                        .anyMatch(lock -> LockPicture.style(lock.mode()).equals(LockPicture.style(kind))))
                .map(kind -> new Key(
                        LockPicture.style(kind),
                        (14 - LockPicture.height(kind)) / 2.0,
                        LockPicture.height(kind),
                        kind.blocks()))
                .toList();
    }

    boolean rewrites() {
        return blocking().stream().anyMatch(LockNote::rewrite);
    }

    boolean scans() {
        return blocking().stream().anyMatch(LockNote::scan);
    }

    String allLocks() {
        return locks().size() == 1 ? "The lock in words" : "All " + locks().size() + " locks in words";
    }

    List<LockRow> lockRows() {
        return locks().stream().map(HtmlCard::row).toList();
    }

    private static LockRow row(LockNote lock) {
        List<String> marks = CheckWords.marks(lock);
        String known =
                switch (lock.source()) {
                    case SEEN -> "seen held";
                    case MANUAL -> "by the manual";
                };
        return new LockRow(
                lock.relation(),
                lock.mode().words() + (marks.isEmpty() ? "" : " (" + String.join("; ", marks) + ")"),
                lock.mode().blocks(),
                Phrases.elapsed(lock.atMs()),
                Phrases.elapsed(lock.heldMs()),
                lock.onTarget().map(RelationSize::words).orElse("not known"),
                known,
                lock.statement().shown());
    }

    boolean moved() {
        return !sequences().isEmpty();
    }

    List<String> sequences() {
        return migration.judgement().sequences().stream()
                .filter(move -> !move.isBack())
                .map((SequenceMove move) -> CheckWords.of(move))
                .toList();
    }

    List<SqlView> scripts() {
        return SqlView.of(report, migration);
    }

    /** A code with its level: a sign, a color, and words for who sees neither. */
    record Badge(Level level, String spoken, String code) {

        static Badge of(Level level, String code) {
            String spoken =
                    switch (level) {
                        case STOPS -> "stops the release: ";
                        case WARNS -> "warning: ";
                        case FINE -> "";
                        case NOTE -> "information: ";
                    };
            return new Badge(level, spoken, code);
        }
    }

    /** A step of the rehearsal. */
    record StepItem(String style, String meaning, String sign, String step, String time) {}

    /** Findings under a head, those of locks with a picture. */
    record Section(String head, boolean ofLocks, List<Item> items) {

        boolean listed() {
            return !items.isEmpty();
        }
    }

    /** A finding; its table of values has one element or none. */
    record Item(
            Badge badge,
            String rule,
            String where,
            Link link,
            String message,
            String statement,
            List<ValueTable> values,
            String fix) {}

    /** A text that may lead to an element of the page. */
    record Link(String text, String target) {}

    /** The values of a property before and after, side by side. */
    record ValueTable(String object, String property, List<ValueCell> cells) {}

    /** A value: when it was, the element that it is shown in, and its parts. */
    record ValueCell(String label, String tag, List<Marked> parts) {}

    /** A text between tags that are ours. */
    record Marked(String open, String text, String close) {}

    /** What a color of the picture of locks means. */
    record Key(String style, double y, int height, String blocks) {}

    /** A lock in words. */
    record LockRow(
            String relation,
            String mode,
            String blocks,
            String from,
            String held,
            String size,
            String known,
            String statement) {}
}
