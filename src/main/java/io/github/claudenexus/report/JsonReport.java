package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.runner.MigrationResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A run as JSON, for programs; docs/reports.md describes it. Every member is always there, null where it has no value. */
public final class JsonReport {

    /** The version of the layout: raised when a member changes its meaning or goes, not when one is added. */
    public static final int FORMAT = 1;

    private final JsonWriter json;

    private JsonReport(JsonWriter json) {
        this.json = json;
    }

    /** The document. */
    public static String of(RunReport report) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            new JsonReport(json).write(report);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private void write(RunReport report) throws IOException {
        json.beginObject();
        json.name("format").value(FORMAT);
        json.name("goal").value(report.run().goal());
        json.name("outcome").value(report.result().word());
        json.name("summary").value(Summary.of(report));
        json.name("pluginVersion").value(report.run().pluginVersion());
        json.name("started").value(report.run().started().toString());
        json.name("finished").value(report.run().finished().toString());
        json.name("durationMs").value(report.run().duration().toMillis());
        member("database", report.database().address());
        member("databaseSource", report.database().source());
        member("serverVersion", report.database().serverVersion());
        member("historyTable", report.database().historyTable());
        json.name("migrations").beginArray();
        for (MigrationResult migration : report.migrations()) {
            write(migration);
        }
        json.endArray();
        json.name("failure");
        if (report.failure().isPresent()) {
            write(report.failure().get());
        } else {
            json.nullValue();
        }
        array("warnings", report.warnings());
        json.endObject();
    }

    private void write(MigrationResult migration) throws IOException {
        Optional<DiscoveredMigration> found = migration.entry().migration();
        Optional<HistoryRow> row = migration.entry().row();
        json.beginObject();
        json.name("number").value(migration.entry().id().digits());
        json.name("name").value(migration.entry().id().name());
        json.name("state").value(migration.state().word());
        member("kind", found.map(DiscoveredMigration::kind).or(() -> row.map(HistoryRow::kind)));
        member("origin", found.map(DiscoveredMigration::origin));
        member("checksum", found.map(DiscoveredMigration::checksum).map(JsonReport::checksum));
        member("appliedChecksum", row.map(HistoryRow::checksum).map(JsonReport::checksum));
        member("appliedAt", row.map(it -> it.appliedAt().toString()));
        member("appliedBy", row.map(HistoryRow::appliedBy));
        json.name("durationMs")
                .value(migration
                        .ranFor()
                        .or(() -> row.map(HistoryRow::durationMs))
                        .orElse(null));
        json.name("ranNow").value(migration.ranFor().isPresent());
        array("found", row.map(HistoryRow::found).orElse(List.of()));
        array("manualSteps", migration.manualSteps());
        json.endObject();
    }

    private void write(Failure failure) throws IOException {
        json.beginObject();
        json.name("code").value(failure.code().code());
        json.name("message").value(failure.message());
        member("migration", failure.place().migration());
        member("origin", failure.place().origin());
        member("statement", failure.place().statement());
        member("sqlState", failure.place().sqlState());
        member("position", failure.place().position());
        json.name("hint").value(failure.hint());
        json.name("page").value(FailureText.page(failure));
        json.endObject();
    }

    private void member(String name, Optional<String> value) throws IOException {
        json.name(name).value(value.orElse(null));
    }

    private void array(String name, List<String> values) throws IOException {
        json.name(name).beginArray();
        for (String value : values) {
            json.value(value);
        }
        json.endArray();
    }

    private static String checksum(Checksum checksum) {
        return checksum.algorithm() + ":" + checksum.value();
    }
}
