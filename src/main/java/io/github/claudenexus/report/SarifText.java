package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** A message of a SARIF log. */
final class SarifText {

    private SarifText() {}

    /** Writes the object. */
    static void write(JsonWriter json, String text) throws IOException {
        json.beginObject();
        json.name("text").value(text);
        json.endObject();
    }

    /** Writes it as the member {@code message}. */
    static void message(JsonWriter json, String text) throws IOException {
        json.name("message");
        write(json, text);
    }
}
