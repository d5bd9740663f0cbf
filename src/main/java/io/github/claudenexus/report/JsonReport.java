package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.runner.MigrationResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run as JSON, for programs; docs/reports.md describes it. Every member is always there, null where it has no value. */
public final class JsonReport {

    /** The version of the layout: raised when a member changes its meaning or goes, not when one is added. */
    public static final int FORMAT = 1;

    private final JsonWriter json;
    private final JsonHead head;

    private JsonReport(JsonWriter json, JsonHead head) {
        this.json = json;
        this.head = head;
    }

    /** The document. */
    public static String of(GoalResult report) {
        return JsonHead.document((json, head) -> {
            head.opening(report, Summary.of(report));
            head.array("migrations", report.migrations(), new JsonReport(json, head)::write);
            head.closing(report);
        });
    }

    private void write(MigrationResult migration) throws IOException {
        Optional<DiscoveredMigration> found = migration.entry().migration();
        Optional<HistoryRow> row = migration.entry().row();
        json.beginObject();
        json.name("number").value(migration.entry().id().digits());
        json.name("name").value(migration.entry().id().name());
        json.name("state").value(migration.state().word());
        head.member("note", found.map(it -> it.declared().note()).filter(note -> !note.isEmpty()));
        head.member("kind", found.map(DiscoveredMigration::kind).or(() -> row.map(HistoryRow::kind)));
        head.member("origin", found.map(DiscoveredMigration::origin));
        head.member("checksum", found.map(DiscoveredMigration::checksum).map(JsonHead::checksum));
        head.member("appliedChecksum", row.map(HistoryRow::checksum).map(JsonHead::checksum));
        head.member("appliedAt", row.map(it -> it.appliedAt().toString()));
        head.member("appliedBy", row.map(HistoryRow::appliedBy));
        json.name("durationMs")
                .value(migration
                        .ranFor()
                        .or(() -> row.map(HistoryRow::durationMs))
                        .orElse(null));
        json.name("ranNow").value(migration.ranFor().isPresent());
        json.name("rows").beginObject();
        for (Map.Entry<String, Long> changed : migration.rows().entrySet()) {
            json.name(changed.getKey().toLowerCase(Locale.ROOT)).value(changed.getValue());
        }
        json.endObject();
        head.array("found", row.map(HistoryRow::found).orElse(List.of()));
        head.array("manualSteps", migration.manualSteps());
        json.endObject();
    }
}
