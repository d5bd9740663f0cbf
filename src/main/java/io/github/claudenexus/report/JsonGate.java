package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Locale;

/** What the JSON of {@code rollback-check} says of the gate it was held to, and of the evidence it gives. */
final class JsonGate {

    private JsonGate() {}

    /** Writes the members. */
    static void write(JsonWriter json, JsonHead head, CheckReport report) throws IOException {
        gate(json, head, report);
        evidence(json, report);
    }

    private static void gate(JsonWriter json, JsonHead head, CheckReport report) throws IOException {
        json.name("gate").beginObject();
        head.array("failOn", report.gate().failOn().stream().sorted().toList());
        head.array(
                "allowIrreversible",
                report.gate().allowIrreversible().stream().sorted().toList(),
                number -> json.value(String.format(Locale.ROOT, "%03d", number)));
        json.endObject();
    }

    private static void evidence(JsonWriter json, CheckReport report) throws IOException {
        json.name("evidence");
        if (report.evidence().isEmpty()) {
            json.nullValue();
            return;
        }
        EvidenceFile.write(json, report.evidence().get());
    }
}
