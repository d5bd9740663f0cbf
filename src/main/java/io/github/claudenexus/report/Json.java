package io.github.claudenexus.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSerializer;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How values are written as JSON: an object is a map or a record, its members in their order. */
final class Json {

    private final boolean complete;

    private Json(boolean complete) {
        this.complete = complete;
    }

    /** A document in which every member is there, null where it has no value. */
    static String complete(Object document) {
        return new Json(true).text(document);
    }

    /** The same, written as it is made. */
    static void complete(Object document, Writer out) throws IOException {
        new Json(true).write(document, out);
    }

    /** A document that leaves out members without a value. */
    static String sparse(Object document) {
        return new Json(false).text(document);
    }

    /** Reads a document; members that the type does not have are passed over. */
    static <T> T read(String text, Class<T> type) {
        return Records.COMPLETE.fromJson(text, type);
    }

    private String text(Object document) {
        StringWriter text = new StringWriter();
        try {
            write(document, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void write(Object document, Writer out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.setIndent("  ");
        json.setHtmlSafe(false);
        json.setSerializeNulls(complete);
        write(document, json);
        out.write("\n");
    }

    private void write(@Nullable Object value, JsonWriter json) throws IOException {
        if (value == null) {
            json.nullValue();
        } else if (value instanceof Optional<?> maybe) {
            write(maybe.orElse(null), json);
        } else if (value instanceof String text) {
            json.value(text);
        } else if (value instanceof Number number) {
            json.value(number);
        } else if (value instanceof Boolean flag) {
            json.value(flag);
        } else if (value instanceof Map<?, ?> members) {
            json.beginObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.name(member.getKey().toString());
                write(member.getValue(), json);
            }
            json.endObject();
        } else if (value instanceof Iterable<?> all) {
            json.beginArray();
            for (Object one : all) {
                write(one, json);
            }
            json.endArray();
        } else {
            (complete ? Records.COMPLETE : Records.SPARSE).toJson(value, value.getClass(), json);
        }
    }

    /** Of records gson knows the members; it is costly to begin with, and most reports have none. */
    private static final class Records {

        private static final GsonBuilder READABLE = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .registerTypeAdapter(Optional.class, (JsonSerializer<Optional<?>>)
                        (value, type, context) -> context.serialize(value.orElse(null)));
        private static final Gson SPARSE = READABLE.create();
        private static final Gson COMPLETE = READABLE.serializeNulls().create();
    }
}
