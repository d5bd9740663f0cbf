package io.github.claudenexus.report;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.history.Elsewhere;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The migrations as a table, a line each; what needs more words follows on lines of its own. */
final class MigrationTable {

    private static final List<String> HEADS = List.of("", "No.", "Name", "Kind", "State", "Applied at", "Time");
    private static final int STATE = 4;
    private static final int TIME = 6;
    private static final int INDENT = 8;
    private static final List<Integer> DISPENSABLE = List.of(3, 6, 5);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final GoalResult report;
    private final Style style;
    private final ZoneId zone;

    MigrationTable(GoalResult report, Style style, ZoneId zone) {
        this.report = report;
        this.style = style;
        this.zone = zone;
    }

    /** The lines of a table of these migrations. */
    List<String> lines(List<MigrationResult> migrations) {
        List<List<String>> rows = migrations.stream().map(this::cells).toList();
        TextTable table = new TextTable(HEADS, Set.of(TIME), DISPENSABLE, rows, style);
        List<String> lines = new ArrayList<>(table.head());
        for (int row = 0; row < rows.size(); row++) {
            MigrationResult migration = migrations.get(row);
            UnaryOperator<String> dress = cell -> color(migration, cell);
            lines.add(table.line(rows.get(row), Map.of(0, dress, STATE, dress)));
            notes(migration).forEach(note -> lines.add(style.faint(note)));
        }
        return lines;
    }

    private List<String> cells(MigrationResult migration) {
        Optional<HistoryRow> row = migration.entry().row();
        // Of what was only recorded, that is often not known.
        Optional<Long> took = migration
                .ranFor()
                .or(() -> row.map(HistoryRow::durationMs))
                .filter(millis -> millis > 0 || !migration.isOnlyRecorded());
        return List.of(
                mark(migration),
                migration.entry().id().version().toString(),
                migration.entry().id().name(),
                kind(migration),
                state(migration),
                row.map(it -> MINUTE.format(it.appliedAt().atZone(zone))).orElse(""),
                took.map(millis -> Phrases.elapsed(Duration.ofMillis(millis))).orElse(""));
    }

    private String mark(MigrationResult migration) {
        if (report.failed(migration)) {
            return style.cross();
        }
        return switch (migration.state()) {
            case APPLIED -> style.tick();
            case PENDING -> " ";
            case CHANGED, MISSING, OUT_OF_ORDER, INTERRUPTED, HALF_UNDONE, TO_TAKE_OVER, AHEAD -> "!";
        };
    }

    private static String kind(MigrationResult migration) {
        return migration
                .entry()
                .migration()
                .map(found -> found.kind())
                .or(() -> migration.entry().row().map(HistoryRow::kind))
                .orElse("");
    }

    private String state(MigrationResult migration) {
        if (report.failed(migration) && !Summary.isHalfWay(migration)) {
            return "failed";
        }
        if (migration.isOnlyRecorded() && migration.state() == MigrationState.APPLIED) {
            return recordedBy(migration) == HistoryRow.RecordedBy.BASELINE ? "baseline" : "taken over";
        }
        return Phrases.state(migration.state());
    }

    private static HistoryRow.RecordedBy recordedBy(MigrationResult migration) {
        return migration.entry().row().orElseThrow().application().recordedBy();
    }

    private List<String> notes(MigrationResult migration) {
        List<String> notes = new ArrayList<>();
        String next = report.failed(migration) ? "" : whatToDo(migration);
        if (!next.isEmpty()) {
            notes.add(next);
        }
        if (migration.state() == MigrationState.PENDING
                && migration.entry().row().isPresent()) {
            notes.add("changed since it was applied: nexus:migrate applies it again");
        }
        if (migration.state() == MigrationState.APPLIED
                && migration.entry().downEdited()
                && recordedBy(migration) != HistoryRow.RecordedBy.BASELINE) {
            notes.add("its down has been edited since: nexus:rollback refuses it without evidence");
        }
        if (migration.entry().outOfOrder() && migration.entry().row().isPresent()) {
            notes.add("applied out of order: one of a later version was there already");
        }
        migration
                .entry()
                .migration()
                .map(DiscoveredMigration::note)
                .filter(note -> !note.isEmpty())
                .ifPresent(notes::add);
        migration
                .entry()
                .row()
                .filter(row -> !row.found().isEmpty())
                .ifPresent(row -> notes.add("found already there: " + String.join(", ", row.found())));
        migration.manualSteps().forEach(step -> notes.add("by hand: " + step));
        return notes.stream()
                .flatMap(note -> Wrap.lines(note, style.width(), INDENT).stream())
                .toList();
    }

    private static String whatToDo(MigrationResult migration) {
        boolean java = kind(migration).equals("java");
        return switch (migration.state()) {
            case APPLIED, PENDING -> "";
            case CHANGED ->
                migration
                        .entry()
                        .another()
                        .map(row -> row.id() + " (" + row.kind() + ") was applied, this is "
                                + migration.entry().id() + " (" + kind(migration)
                                + "): give this one the next free version and bring that one back")
                        .orElse((java
                                        ? "its class is not the one that was applied (another compiler may do that); if it was"
                                                + " edited, "
                                        : "edited since it was applied: ")
                                + "undo the edit and put the change into a new migration");
            case MISSING ->
                migration.entry().id().isRepeatable()
                        ? "applied, and not on the class path: what it has made stays until a migration drops it"
                        : "applied, and not on the class path: bring it back";
            case OUT_OF_ORDER ->
                "older than one that is applied: give it the next free version, or apply it with -Dnexus.allowOutOfOrder=true";
            case INTERRUPTED -> "begun and not ended: run nexus:migrate, which goes on with it";
            case HALF_UNDONE -> "its down has begun and not ended: run nexus:rollback, which goes on with it";
            case TO_TAKE_OVER ->
                migration
                        .entry()
                        .elsewhere()
                        .flatMap(Elsewhere::flaw)
                        .map(Failure::message)
                        .orElse("");
            case AHEAD -> "newer than what is on the class path: check out the version that has it";
        };
    }

    private String color(MigrationResult migration, String cell) {
        return report.failed(migration) ? style.bad(cell) : style.state(migration.state(), cell);
    }
}
