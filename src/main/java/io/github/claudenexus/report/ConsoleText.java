package io.github.claudenexus.report;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.RollbackPlan;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a run says on the console, apart from its failure. */
public final class ConsoleText {

    private static final String INDENT = "   ";

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
        return CheckConsole.judged(MigrationView.of(gate, judgement), style);
    }

    /** A migration begins. */
    public String begins(String migration) {
        return style.faint("  " + migration + " " + style.ellipsis());
    }

    /** A migration has ended well. */
    public String applied(String migration, Duration duration) {
        return style.good(style.tick()) + " " + migration + style.faint(" applied in " + Phrases.elapsed(duration));
    }

    /** A migration has been undone. */
    public String undone(String migration, Duration duration) {
        return style.good(style.tick()) + " " + migration + style.faint(" undone in " + Phrases.elapsed(duration));
    }

    /** What a rollback is going to undo. */
    public List<String> plan(RollbackPlan plan) {
        List<String> lines = new ArrayList<>();
        if (!plan.steps().isEmpty()) {
            lines.add("To be undone, in this order:");
            plan.steps().forEach(step -> lines.add("  " + step.id()));
            lines.add(plan.last().map(id -> id + " stays the last one applied.").orElse("No migration stays applied."));
            if (!plan.repeatable().isEmpty()) {
                lines.add("The next migrate runs again: "
                        + plan.repeatable().stream().map(MigrationId::toString).collect(Collectors.joining(", "))
                        + ".");
            }
        }
        return lines;
    }

    /** A line by a migration, or about it. */
    public String says(String line) {
        return "    " + line;
    }

    /** A statement has ended. */
    public String statement(String sql, Duration duration) {
        return style.faint("    " + Phrases.elapsed(duration) + "  " + sql.strip());
    }

    /** The end of a run: the server, a table where it shows more than was logged, and the last line. */
    public List<String> closing(GoalResult result) {
        List<MigrationResult> shown = shown(result);
        List<String> lines = new ArrayList<>();
        if (!shown.isEmpty()) {
            server(result.database(), lines);
            lines.add("");
            lines.addAll(new MigrationTable(result, style, zone).lines(shown));
            lines.add("");
        }
        lines.addAll(invalidIndexes(result));
        lines.addAll(lastLine(result));
        return lines;
    }

    private List<String> invalidIndexes(GoalResult result) {
        List<InvalidIndex> found = result.database().invalidIndexes().orElse(List.of());
        List<String> lines = new ArrayList<>();
        for (InvalidIndex index : found) {
            String head = "Invalid index " + index.name() + " on " + index.table() + ": " + what(index);
            List<String> wrapped = Wrap.lines(head, style.width(), INDENT.length());
            lines.add(style.attention("!") + wrapped.get(0).substring(1));
            lines.addAll(wrapped.subList(1, wrapped.size()));
            // A statement that is to be copied is never broken.
            lines.add(INDENT + "What to do: " + remedy(index, !result.open().isEmpty()));
        }
        if (!found.isEmpty()) {
            lines.add("");
        }
        return lines;
    }

    private static String what(InvalidIndex index) {
        if (index.underConstruction()) {
            return "another session builds an index on the table now.";
        }
        return index.kind() == InvalidIndex.Kind.PARTITIONED
                ? "not every partition has its part of it, and it keeps nothing unique."
                : "it costs every write and serves no query.";
    }

    private String remedy(InvalidIndex index, boolean somethingIsOpen) {
        if (index.underConstruction()) {
            return "run nexus:status again when that has ended.";
        }
        return switch (index.kind()) {
            case PLAIN ->
                (somethingIsOpen ? "nexus:migrate, if a migration that is not applied builds it; else " : "")
                        + "DROP INDEX CONCURRENTLY " + index.name() + ";";
            case ATTACHED -> "REINDEX INDEX CONCURRENTLY " + index.name() + ";";
            case PARTITIONED ->
                "build it on each partition that lacks it, then ALTER INDEX " + index.name() + " ATTACH PARTITION "
                        + style.ellipsis() + ";";
        };
    }

    private List<MigrationResult> shown(GoalResult result) {
        if (result.run().goal().equals("status")) {
            return result.migrations();
        }
        if (result.isRollback()) {
            // What went well was said, and so was what would be done.
            return result.failure().isEmpty() ? List.of() : result.toUndo().toList();
        }
        List<MigrationResult> notable = result.migrations().stream()
                .filter(one -> one.ranFor().isPresent() || one.state() != MigrationState.APPLIED)
                .toList();
        return notable.stream().allMatch(one -> wasReportedInFull(one) && !result.failed(one)) ? List.of() : notable;
    }

    private static boolean wasReportedInFull(MigrationResult one) {
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

    private List<String> lastLine(GoalResult result) {
        boolean settled = result.status() == GoalResult.RunStatus.OK
                && (result.isRollback()
                        || result.count(MigrationState.APPLIED)
                                == result.migrations().size());
        Level level = result.failure().isPresent() ? Level.STOPS : settled ? Level.FINE : Level.WARNS;
        return Wrap.lines(Summary.of(result), style.width(), 0).stream()
                .map(line -> level.dress(style, line))
                .toList();
    }
}
