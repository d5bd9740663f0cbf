package io.github.claudenexus.report;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.sql.SourcePosition;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run as JSON, for programs; docs/reports.md describes it. What every goal's report has is written here. The layout is
 * flat and has more members than a record may: each object is a map, a line a member, in the order of the document.
 */
final class JsonReport {

    /** The version of the layout: raised when a member changes its meaning or goes, not when one is added. */
    static final int FORMAT = 2;

    private JsonReport() {}

    /** The document. */
    static String of(GoalResult result) {
        return Json.complete(document(result));
    }

    /** Writes the document. */
    static void write(GoalResult result, Writer out) throws IOException {
        Json.complete(document(result), out);
    }

    private static Map<String, Object> document(GoalResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        opening(json, result, Summary.of(result));
        // Each is made when it is written: all at once take more memory than the run did.
        Iterable<Map<String, Object>> migrations =
                () -> result.migrations().stream().map(JsonReport::migration).iterator();
        json.put("migrations", migrations);
        if (result.isRollback()) {
            json.put("plan", result.toUndo().map(JsonReport::step).toList());
        }
        closing(json, result);
        return json;
    }

    private static Map<String, Object> step(MigrationResult migration) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", migration.entry().id().version().toString());
        json.put("name", migration.entry().id().name());
        json.put("undone", migration.undone());
        return json;
    }

    /** Adds the members before the migrations. */
    static void opening(Map<String, Object> json, GoalResult result, String summary) {
        json.put("format", FORMAT);
        json.put("goal", result.run().goal());
        json.put("outcome", result.status().word());
        json.put("summary", summary);
        json.put("pluginVersion", result.run().pluginVersion());
        json.put("started", result.run().started().toString());
        json.put("finished", result.run().finished().toString());
        json.put("durationMs", result.run().duration().toMillis());
        json.put("database", result.database().address());
        json.put("databaseSource", result.database().source());
        json.put("serverVersion", result.database().serverVersion());
        json.put("historyTable", result.database().historyTable());
    }

    /** Adds the members after the migrations. */
    static void closing(Map<String, Object> json, GoalResult result) {
        json.put("invalidIndexes", result.database().invalidIndexes().map(JsonReport::invalidIndexes));
        json.put("failure", result.failure().map(failure -> failure(failure, result.run())));
        json.put("warnings", result.warnings());
    }

    private static Map<String, Object> migration(MigrationResult migration) {
        Optional<DiscoveredMigration> found = migration.entry().migration();
        Optional<HistoryRow> row = migration.entry().row();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", migration.entry().id().version().toString());
        json.put("name", migration.entry().id().name());
        json.put("state", migration.state().word());
        json.put("note", found.map(DiscoveredMigration::note).filter(note -> !note.isEmpty()));
        json.put("kind", found.map(DiscoveredMigration::kind).or(() -> row.map(HistoryRow::kind)));
        json.put("origin", found.map(DiscoveredMigration::origin));
        json.put("checksum", found.map(DiscoveredMigration::checksum).map(Checksum::toString));
        json.put("appliedChecksum", row.map(HistoryRow::checksum).map(Checksum::toString));
        json.put("appliedAt", row.map(it -> it.appliedAt().toString()));
        json.put("appliedBy", row.map(HistoryRow::appliedBy));
        json.put("order", row.map(it -> it.application().order()));
        json.put("outOfOrder", migration.entry().outOfOrder());
        json.put("recordedBy", row.map(it -> it.application().recordedBy().word()));
        json.put("durationMs", migration.ranFor().or(() -> row.map(HistoryRow::durationMs)));
        json.put("ranNow", migration.ranFor().isPresent());
        json.put("rows", lowerCase(migration.rows()));
        json.put("found", row.map(HistoryRow::found).orElse(List.of()));
        json.put("manualSteps", migration.manualSteps());
        return json;
    }

    private static Map<String, Long> lowerCase(Map<String, Long> rows) {
        Map<String, Long> json = new LinkedHashMap<>();
        rows.forEach((command, count) -> json.put(command.toLowerCase(Locale.ROOT), count));
        return json;
    }

    private static List<Map<String, Object>> invalidIndexes(List<InvalidIndex> indexes) {
        return indexes.stream().map(JsonReport::invalidIndex).toList();
    }

    private static Map<String, Object> invalidIndex(InvalidIndex index) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", index.name());
        json.put("table", index.table());
        json.put("partitioned", index.kind() == InvalidIndex.Kind.PARTITIONED);
        json.put("underConstruction", index.underConstruction());
        return json;
    }

    /** A failure of a run. */
    static Map<String, Object> failure(Failure failure, GoalResult.RunStamp run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", failure.code().code());
        json.put("message", failure.message());
        json.put("migration", failure.place().migration());
        json.put("origin", failure.place().origin());
        json.put("statement", failure.place().statement());
        json.put("sqlState", failure.place().sqlState());
        json.put("line", failure.place().position().map(SourcePosition::line));
        json.put("column", failure.place().position().map(SourcePosition::column));
        json.put("position", failure.place().where());
        json.put("server", failure.server());
        json.put("hint", failure.hint());
        json.put("page", run.page(failure));
        return json;
    }
}
