package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** A run of {@code rollback-check} as SARIF 2.1.0, for what shows findings beside the code. */
final class CheckSarif {

    private final JsonWriter json;
    private final CheckReport report;

    private CheckSarif(JsonWriter json, CheckReport report) {
        this.json = json;
        this.report = report;
    }

    /** The document. */
    static String of(CheckReport report) {
        return JsonHead.document((json, head) -> new CheckSarif(json, report).write());
    }

    private void write() throws IOException {
        json.name("version").value("2.1.0");
        json.name("runs").beginArray();
        json.beginObject();
        json.name("tool").beginObject();
        json.name("driver").beginObject();
        json.name("name").value("nexus-maven-plugin rollback-check");
        json.name("version").value(report.result().run().pluginVersion());
        SarifRules.write(json);
        json.endObject();
        json.endObject();
        invocation();
        if (report.project().root().isPresent()) {
            root(report.project().root().get());
        }
        json.name("columnKind").value("utf16CodeUnits");
        json.name("results").beginArray();
        for (Judgement judgement : report.judged()) {
            results(judgement);
        }
        json.endArray();
        json.endObject();
        json.endArray();
    }

    // A run that judged everything was successful, whatever it found.
    private void invocation() throws IOException {
        boolean broken = report.result().stopped().isPresent();
        json.name("invocations").beginArray();
        json.beginObject();
        json.name("executionSuccessful").value(!broken);
        json.name("startTimeUtc").value(report.result().run().started().toString());
        json.name("endTimeUtc").value(report.result().run().finished().toString());
        json.name("toolExecutionNotifications").beginArray();
        if (broken) {
            notification("error", report.result().failure().orElseThrow().message());
        }
        for (String warning : report.result().warnings()) {
            notification("warning", warning);
        }
        json.endArray();
        json.endObject();
        json.endArray();
    }

    // By it a viewer on this machine finds the files; one elsewhere puts its own checkout in its place.
    private void root(Path folder) throws IOException {
        String uri = folder.toUri().toString();
        json.name("originalUriBaseIds").beginObject();
        json.name("%SRCROOT%").beginObject();
        json.name("uri").value(uri.endsWith("/") ? uri : uri + "/");
        json.endObject();
        json.endObject();
    }

    private void notification(String level, String text) throws IOException {
        json.beginObject();
        json.name("level").value(level);
        SarifText.message(json, text);
        json.endObject();
    }

    private void results(Judgement judgement) throws IOException {
        for (Remark remark : report.remarks(judgement)) {
            int rule = SarifRules.index(remark.code());
            // A sequence is reported and never judged.
            if (rule < 0) {
                continue;
            }
            json.beginObject();
            json.name("ruleId").value(remark.code());
            json.name("ruleIndex").value(rule);
            json.name("level").value(level(remark));
            SarifText.message(json, remark.sentences());
            SarifPlace.of(judgement.migration(), remark, report.project().sources())
                    .write(json);
            end(judgement, remark.about());
        }
    }

    private static String level(Remark remark) {
        return switch (remark.weight()) {
            case STOPS -> "error";
            case WARNS -> remark.code().equals(Verdict.COLUMN_ORDER_ONLY.code()) ? "note" : "warning";
            case FINE, NOTE -> "note";
        };
    }

    // The fingerprint lets a viewer know a finding again when lines have moved.
    private void end(Judgement judgement, String what) throws IOException {
        String name = CheckSummary.name(judgement);
        json.name("partialFingerprints").beginObject();
        json.name("nexus/v1").value(Integer.toHexString(Objects.hash(name, what)));
        json.endObject();
        json.name("properties").beginObject();
        json.name("migration").value(name);
        json.endObject();
        json.endObject();
    }
}
