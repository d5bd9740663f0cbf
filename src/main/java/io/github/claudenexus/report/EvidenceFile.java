package io.github.claudenexus.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.rehearsal.Evidence;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The evidence inside of a {@code rollback-check.json}. */
public final class EvidenceFile {

    private EvidenceFile() {}

    static void write(JsonWriter json, Evidence evidence) throws IOException {
        json.beginObject();
        json.name("set").value(evidence.set());
        json.name("passed").value(evidence.passed());
        json.name("serverVersion").value(evidence.serverVersion());
        json.name("migrations").beginArray();
        for (Map.Entry<String, String> migration : new TreeMap<>(evidence.migrations()).entrySet()) {
            json.beginObject();
            json.name("name").value(migration.getKey());
            json.name("fingerprint").value(migration.getValue());
            json.name("judged").value(evidence.judged().contains(migration.getKey()));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    /**
     * Reads it.
     *
     * @throws NexusException when there is no such file, or no evidence in it, or it was edited
     */
    public static Evidence read(Path file) {
        try {
            JsonElement root = JsonParser.parseString(Files.readString(file));
            JsonElement found = root.isJsonObject() ? root.getAsJsonObject().get("evidence") : null;
            if (found == null || !found.isJsonObject()) {
                throw unfit(file, "holds no evidence: that run of rollback-check came to no proof", null);
            }
            return of(file, found.getAsJsonObject());
        } catch (IOException unreadable) {
            String why = unreadable instanceof MalformedInputException
                    ? "is no text"
                    : Files.exists(file) ? "cannot be read: " + unreadable.getMessage() : "does not exist";
            throw unfit(file, why, unreadable);
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | UnsupportedOperationException malformed) {
            throw unfit(file, "is no report of rollback-check", malformed);
        }
    }

    private static Evidence of(Path file, JsonObject evidence) {
        Map<String, String> migrations = new HashMap<>();
        Set<String> judged = new HashSet<>();
        JsonArray all = evidence.getAsJsonArray("migrations");
        for (JsonElement element : all) {
            JsonObject migration = element.getAsJsonObject();
            String name = migration.get("name").getAsString();
            migrations.put(name, migration.get("fingerprint").getAsString());
            if (migration.get("judged").getAsBoolean()) {
                judged.add(name);
            }
        }
        Evidence read = new Evidence(
                evidence.get("passed").getAsBoolean(),
                evidence.get("serverVersion").getAsString(),
                migrations,
                judged);
        if (!read.set().equals(evidence.get("set").getAsString())) {
            throw unfit(file, "was edited: its migrations do not give its hash", null);
        }
        return read;
    }

    private static NexusException unfit(Path file, String why, @org.jspecify.annotations.Nullable Exception cause) {
        Failure failure = Failure.of(
                FailureCode.EVIDENCE,
                "The evidence " + file + " " + why + ".",
                "Run nexus:rollback-check and name its rollback-check.json in nexus.requireEvidence.");
        return cause == null ? failure.exception() : failure.exception(cause);
    }
}
