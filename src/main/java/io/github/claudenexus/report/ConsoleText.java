package io.github.claudenexus.report;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a run says on the console, apart from its failure. */
public final class ConsoleText {

    private final Style style;
    private final ZoneId zone;

    /** For a console of this style, with times in this zone. */
    public ConsoleText(Style style, ZoneId zone) {
        this.style = style;
        this.zone = zone;
    }

    /** Names the database, before anything connects. */
    public String opening(String address, String source) {
        return style.strong(address) + style.faint(" (from " + source + ")");
    }

    /** A rehearsal begins. */
    public String rehearses(String version, String server) {
        return "Rehearsing on PostgreSQL " + version + style.faint(" (" + server + ")");
    }

    /** A migration has been rehearsed. */
    public String judged(Judgement judgement, Gate gate) {
        Weight weight = Weight.of(gate, judgement);
        return weight.dress(style, weight.sign(style)) + " "
                + judgement.migration().id() + " " + gate.word(judgement);
    }

    /** A migration begins. */
    public String begins(String migration) {
        return style.faint("  " + migration + " " + style.ellipsis());
    }

    /** A migration has ended well. */
    public String applied(String migration, Duration duration) {
        return style.good(style.tick()) + " " + migration + style.faint(" applied in " + Words.elapsed(duration));
    }

    /** A line said by a migration, or about it. */
    public String says(String line) {
        return "    " + line;
    }

    /** A statement has ended. */
    public String statement(String sql, Duration duration) {
        return style.faint("    " + Words.elapsed(duration) + "  " + sql.strip());
    }

    /** The end of a run: server, table where there is more to tell than was said, and the last line. */
    public List<String> closing(GoalResult report) {
        List<MigrationResult> shown = shown(report);
        List<String> lines = new ArrayList<>();
        if (!shown.isEmpty()) {
            server(report.database(), lines);
            lines.add("");
            lines.addAll(new MigrationTable(report, style, zone).lines(shown));
            lines.add("");
        }
        lines.addAll(invalidIndexes(report));
        lines.addAll(lastLine(report));
        return lines;
    }

    private List<String> invalidIndexes(GoalResult report) {
        InvalidIndexText text = new InvalidIndexText(style, !report.open().isEmpty());
        List<InvalidIndex> found = report.database().invalidIndexes().orElse(List.of());
        return Stream.concat(
                        found.stream().flatMap(index -> text.lines(index).stream()),
                        found.isEmpty() ? Stream.empty() : Stream.of(""))
                .toList();
    }

    private List<MigrationResult> shown(GoalResult report) {
        if (report.run().goal().equals("status")) {
            return report.migrations();
        }
        List<MigrationResult> telling = report.migrations().stream()
                .filter(one -> one.ranFor().isPresent() || one.state() != MigrationState.APPLIED)
                .toList();
        return telling.stream().allMatch(ConsoleText::wasToldInFull) ? List.of() : telling;
    }

    private static boolean wasToldInFull(MigrationResult one) {
        return one.state() == MigrationState.APPLIED
                && one.manualSteps().isEmpty()
                && one.entry().row().map(row -> row.found().isEmpty()).orElse(true);
    }

    private void server(DatabaseInfo database, List<String> lines) {
        List<String> parts = new ArrayList<>();
        database.serverVersion().ifPresent(version -> parts.add("PostgreSQL " + version));
        database.serverVersion()
                .ifPresent(known -> parts.add(database.historyTable()
                        .map(table -> "history in " + table)
                        .orElse("no history yet")));
        if (!parts.isEmpty()) {
            lines.add(style.faint(String.join(style.dot(), parts)));
        }
    }

    private List<String> lastLine(GoalResult report) {
        boolean settled = report.status() == GoalResult.Status.OK
                && report.count(MigrationState.APPLIED) == report.migrations().size();
        Weight weight = report.failure().isPresent() ? Weight.STOPS : settled ? Weight.FINE : Weight.WARNS;
        return Wrap.lines(Summary.of(report), style.width(), 0).stream()
                .map(line -> weight.dress(style, line))
                .toList();
    }
}
