package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.failure.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members that the JSON of every goal has, and how members are written. */
final class JsonHead {

    private final JsonWriter json;

    private JsonHead(JsonWriter json) {
        this.json = json;
    }

    /** A document whose object is written by this body. */
    static String document(Body body) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject();
            body.write(json, new JsonHead(json));
            json.endObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    /** The members before the migrations. */
    void opening(GoalResult report, String summary) throws IOException {
        json.name("format").value(JsonReport.FORMAT);
        json.name("goal").value(report.run().goal());
        json.name("outcome").value(report.status().word());
        json.name("summary").value(summary);
        json.name("pluginVersion").value(report.run().pluginVersion());
        json.name("started").value(report.run().started().toString());
        json.name("finished").value(report.run().finished().toString());
        json.name("durationMs").value(report.run().duration().toMillis());
        member("database", report.database().address());
        member("databaseSource", report.database().source());
        member("serverVersion", report.database().serverVersion());
        member("historyTable", report.database().historyTable());
    }

    /** The members after the migrations. */
    void closing(GoalResult report) throws IOException {
        invalidIndexes(report.database().invalidIndexes());
        failure("failure", report.failure());
        array("warnings", report.warnings());
    }

    private void invalidIndexes(Optional<List<InvalidIndex>> found) throws IOException {
        if (found.isEmpty()) {
            json.name("invalidIndexes").nullValue();
            return;
        }
        array("invalidIndexes", found.get(), index -> {
            json.beginObject();
            json.name("name").value(index.name());
            json.name("table").value(index.table());
            json.name("partitioned").value(index.kind() == InvalidIndex.Kind.PARTITIONED);
            json.name("underConstruction").value(index.underConstruction());
            json.endObject();
        });
    }

    /** A failure, or null. */
    void failure(String name, Optional<Failure> failure) throws IOException {
        json.name(name);
        if (failure.isEmpty()) {
            json.nullValue();
            return;
        }
        write(failure.get());
    }

    private void write(Failure failure) throws IOException {
        json.beginObject();
        json.name("code").value(failure.code().code());
        json.name("message").value(failure.message());
        member("migration", failure.place().migration());
        member("origin", failure.place().origin());
        member("statement", failure.place().statement());
        member("sqlState", failure.place().sqlState());
        member("position", failure.place().where());
        array("server", failure.server());
        json.name("hint").value(failure.hint());
        json.name("page").value(FailureText.page(failure));
        json.endObject();
    }

    /** A text, or null. */
    void member(String name, Optional<String> value) throws IOException {
        member(name, value.orElse(null));
    }

    /** A text, or null. */
    void member(String name, @Nullable String value) throws IOException {
        json.name(name).value(value);
    }

    /** A list of texts. */
    void array(String name, List<String> values) throws IOException {
        array(name, values, json::value);
    }

    /** A list. */
    <T> void array(String name, List<T> values, Item<T> item) throws IOException {
        json.name(name).beginArray();
        for (T value : values) {
            item.write(value);
        }
        json.endArray();
    }

    /** {@code algorithm:value}. */
    static String checksum(Checksum checksum) {
        return checksum.algorithm() + ":" + checksum.value();
    }

    /** Writes the members of a document. */
    @FunctionalInterface
    interface Body {
        /** Writes them. */
        void write(JsonWriter json, JsonHead head) throws IOException;
    }

    /** Writes one value of a list. */
    @FunctionalInterface
    interface Item<T> {
        /** Writes it. */
        void write(T value) throws IOException;
    }
}
