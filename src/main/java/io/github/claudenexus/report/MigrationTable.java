package io.github.claudenexus.report;

import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The migrations as a table, a line each; what needs more words follows on lines of its own. */
final class MigrationTable {

    private static final List<String> HEADS = List.of("", "No.", "Name", "Kind", "State", "Applied at", "Time");
    private static final int STATE = 4;
    private static final int TIME = 6;
    private static final int WIDTH = 92;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final RunReport report;
    private final Style style;
    private final ZoneId zone;

    MigrationTable(RunReport report, Style style, ZoneId zone) {
        this.report = report;
        this.style = style;
        this.zone = zone;
    }

    /** The lines of a table of these migrations. */
    List<String> lines(List<MigrationResult> migrations) {
        List<List<String>> rows = migrations.stream().map(this::cells).toList();
        TextTable table = new TextTable(HEADS, Set.of(TIME), rows);
        List<String> lines = new ArrayList<>(table.head(style));
        for (int row = 0; row < rows.size(); row++) {
            MigrationResult migration = migrations.get(row);
            lines.add(dressed(migration, table.padded(rows.get(row))));
            notes(migration).forEach(note -> lines.add(style.faint(note)));
        }
        return lines;
    }

    private List<String> cells(MigrationResult migration) {
        Optional<HistoryRow> row = migration.entry().row();
        Optional<Long> took = migration.ranFor().or(() -> row.map(HistoryRow::durationMs));
        return List.of(
                mark(migration),
                migration.entry().id().digits(),
                migration.entry().id().name(),
                kind(migration),
                state(migration),
                row.map(it -> MINUTE.format(it.appliedAt().atZone(zone))).orElse(""),
                took.map(millis -> Words.elapsed(Duration.ofMillis(millis))).orElse(""));
    }

    private String mark(MigrationResult migration) {
        if (report.failed(migration)) {
            return style.cross();
        }
        return switch (migration.state()) {
            case APPLIED -> style.tick();
            case PENDING -> " ";
            case CHANGED, MISSING, OUT_OF_ORDER, INTERRUPTED, AHEAD -> "!";
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
        if (report.failed(migration) && migration.state() != MigrationState.INTERRUPTED) {
            return "failed";
        }
        return migration.state() == MigrationState.OUT_OF_ORDER
                ? "out of order"
                : migration.state().word();
    }

    private List<String> notes(MigrationResult migration) {
        List<String> notes = new ArrayList<>();
        migration
                .entry()
                .migration()
                .map(found -> found.declared().note())
                .filter(note -> !note.isEmpty())
                .ifPresent(notes::add);
        migration
                .entry()
                .row()
                .filter(row -> !row.found().isEmpty())
                .ifPresent(row -> notes.add("found already there: " + String.join(", ", row.found())));
        migration.manualSteps().forEach(step -> notes.add("by hand: " + step));
        return notes.stream()
                .flatMap(note -> Wrap.lines(note, WIDTH, 8).stream())
                .toList();
    }

    private String dressed(MigrationResult migration, List<String> row) {
        List<String> cells = new ArrayList<>(row);
        cells.set(0, colour(migration, row.get(0)));
        cells.set(STATE, colour(migration, row.get(STATE)));
        return TextTable.joined(cells);
    }

    private String colour(MigrationResult migration, String cell) {
        return report.failed(migration) ? style.bad(cell) : style.state(migration.state(), cell);
    }
}
