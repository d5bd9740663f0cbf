package io.github.claudenexus.report;

import io.github.claudenexus.failure.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What {@code rollback-check} says on the console: a line a migration as soon as it is judged; at the end at most four
 * lines for each that keeps the release from passing, and in a few lines what else there is.
 */
final class CheckConsole {

    private static final String INDENT = "    ";
    private static final String WHERE = " See " + GoalReport.PAGE + ", or run with -Dnexus.verbose.";
    private static final int SHORTEST_STATEMENT = 20;

    private final CheckReport report;
    private final Style style;
    private final boolean verbose;
    private final List<String> lines = new ArrayList<>();

    private CheckConsole(CheckReport report, Style style, boolean verbose) {
        this.report = report;
        this.style = style;
        this.verbose = verbose;
    }

    /** A migration that has just been judged. */
    static String judged(MigrationView migration, Style style) {
        Level level = migration.level();
        String warnings = FindingView.counted(migration.warnings().stream()
                .filter(one -> !one.code().equals(migration.word()))
                .toList());
        return level.dress(style, level.sign(style)) + " " + migration.name() + " " + migration.word()
                + (warnings.isEmpty() ? "" : style.attention(" (" + warnings + ")"))
                + style.faint(" " + migration.time());
    }

    /** What keeps the release from passing: of each migration the worst, or with {@code nexus.verbose} all of it. */
    static List<String> stopping(CheckReport report, Style style, boolean verbose) {
        CheckConsole console = new CheckConsole(report, style, verbose);
        for (MigrationView migration : report.stopped()) {
            List<FindingView> stopping = migration.stopping();
            List<FindingView> shown = verbose ? stopping : stopping.subList(0, 1);
            int more = stopping.size() - shown.size();
            shown.forEach(one -> console.finding(migration, one, more == 0 ? "" : ", and " + more + " more"));
        }
        return console.lines;
    }

    /** The last lines, with {@code nexus.verbose} after all that does not stop the release. */
    static List<String> closing(CheckReport report, Style style, boolean verbose) {
        CheckConsole console = new CheckConsole(report, style, verbose);
        if (verbose) {
            console.all();
        }
        if (report.proof().isPresent()) {
            console.around();
        }
        console.wrapped(report.summary(), report.level());
        return console.lines;
    }

    private void all() {
        for (MigrationView migration : report.judged()) {
            migration.together().stream()
                    .filter(Predicate.not(migration.stopping()::contains))
                    .forEach(one -> finding(migration, one, ""));
        }
    }

    // Neither a message nor a fix is broken into lines, so that what they quote can be copied.
    private void finding(MigrationView migration, FindingView finding, String more) {
        Level level = finding.level();
        lines.add("");
        lines.add(level.dress(style, level.sign(style) + " " + migration.name() + " " + finding.code())
                + (finding.isLock() ? "" : " (" + finding.step().word() + ")")
                + more);
        lines.add(INDENT + onOneLine(finding.message()));
        lines.add(style.faint(INDENT + place(finding)));
        if (verbose) {
            finding.values().ifPresent(this::values);
        }
        if (!finding.fix().isBlank()) {
            lines.add(INDENT + "fix: " + onOneLine(finding.fix()));
        }
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    private void values(PropertyValues values) {
        value(values.property() + " " + values.whenBefore(), values.shownBefore());
        value(values.property() + " " + values.whenAfter(), values.shownAfter());
    }

    private void value(String which, String value) {
        String line = Phrases.shortened(which + ": " + value, style.width() - INDENT.length(), style.ellipsis());
        lines.add(style.faint(INDENT + line));
    }

    private String place(FindingView finding) {
        String file = finding.place().origin().map(report::source).orElse("");
        String where = finding.position().isEmpty() ? file : file + ", " + finding.position();
        // One less, since [ERROR] is longer than [INFO].
        int room = Math.max(SHORTEST_STATEMENT, style.width() - 1 - INDENT.length() - where.length() - 2);
        return where
                + finding.place()
                        .statement()
                        .map(sql -> ": " + Phrases.shortened(sql, room, style.ellipsis()))
                        .orElse("");
    }

    private void around() {
        List<String> about = new ArrayList<>();
        report.repeatable().ifPresent(about::add);
        if (!report.unjudged().isEmpty()) {
            about.add("Not judged, because the target has them: " + Names.some(report.unjudgedNames()) + ".");
        }
        if (!report.notCompared().isEmpty()) {
            about.add(notCompared(report.notCompared()));
        }
        lines.add("");
        report.warnings().ifPresent(counted -> wrapped(counted + (verbose ? "" : WHERE), Level.WARNS));
        about.forEach(one -> wrapped(one, Level.NOTE));
        lines.add("");
    }

    /** As many as one line has room for. */
    private String notCompared(List<String> sentences) {
        for (int shown = sentences.size(); shown > 0; shown--) {
            String some = "Not compared: "
                    + String.join("; ", sentences.subList(0, shown)).replaceAll("\\.(?=;|$)", "")
                    + (shown == sentences.size() ? "" : "; " + (sentences.size() - shown) + " more in the report")
                    + ".";
            if (some.length() <= style.width()) {
                return some;
            }
        }
        return "Not compared: see the report, which lists " + sentences.size() + " things.";
    }

    private void wrapped(String text, Level level) {
        Wrap.lines(text, style.width(), 0).stream()
                .map(line -> level.dress(style, line))
                .forEach(lines::add);
    }
}
