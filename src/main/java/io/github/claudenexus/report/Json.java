package io.github.claudenexus.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSerializer;
import java.util.Optional;

/** How values are written as JSON: an object is a map or a record, its members in their order. */
final class Json {

    private static final GsonBuilder READABLE = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(Optional.class, (JsonSerializer<Optional<?>>)
                    (value, type, context) -> context.serialize(value.orElse(null)));
    private static final Gson SPARSE = READABLE.create();
    private static final Gson COMPLETE = READABLE.serializeNulls().create();

    private Json() {}

    /** A document in which every member is there, null where it has no value. */
    static String complete(Object document) {
        return COMPLETE.toJson(document) + "\n";
    }

    /** A document that leaves out members without a value. */
    static String sparse(Object document) {
        return SPARSE.toJson(document) + "\n";
    }

    /** Reads a document; members that the type does not have are passed over. */
    static <T> T read(String text, Class<T> type) {
        return COMPLETE.fromJson(text, type);
    }
}
