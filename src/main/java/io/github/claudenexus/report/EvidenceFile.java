package io.github.claudenexus.report;

import com.google.gson.JsonParseException;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.rehearsal.Evidence.Rehearsed;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The evidence inside of a {@code rollback-check.json}. */
public final class EvidenceFile {

    private EvidenceFile() {}

    /** As the report writes it. */
    static WrittenEvidence written(Evidence evidence) {
        return new WrittenEvidence(
                evidence.set(),
                evidence.passed(),
                evidence.serverVersion(),
                new TreeMap<>(evidence.migrations())
                        .entrySet().stream()
                                .map(one -> written(
                                        one.getKey(),
                                        one.getValue(),
                                        Optional.ofNullable(evidence.judged().get(one.getKey()))))
                                .toList());
    }

    private static WrittenMigration written(String name, String fingerprint, Optional<Rehearsed> rehearsed) {
        return new WrittenMigration(
                name,
                fingerprint,
                rehearsed.isPresent(),
                rehearsed.map(Rehearsed::verdict).orElse(null),
                rehearsed.map(Rehearsed::losses).orElse(List.of()));
    }

    /**
     * Reads it.
     *
     * @throws NexusException when there is no such file, or no evidence in it, or it was edited
     */
    public static Evidence read(Path file) {
        WrittenEvidence written = parsed(file)
                .orElseThrow(() -> unfit(
                        file,
                        "holds no evidence: that run of rollback-check came to no proof, or had no rows (nexus.rows)",
                        null));
        Evidence evidence =
                written.evidence().orElseThrow(() -> unfit(file, "is not a report of rollback-check", null));
        if (!evidence.set().equals(written.set)) {
            throw unfit(file, "was edited: its migrations do not give its hash", null);
        }
        return evidence;
    }

    private static Optional<WrittenEvidence> parsed(Path file) {
        try {
            return Optional.ofNullable(Json.read(Files.readString(file), WrittenReport.class))
                    .map(WrittenReport::evidence);
        } catch (IOException unreadable) {
            String why = unreadable instanceof MalformedInputException
                    ? "is not text"
                    : Files.exists(file) ? "cannot be read: " + unreadable.getMessage() : "does not exist";
            throw unfit(file, why, unreadable);
        } catch (JsonParseException malformed) {
            throw unfit(file, "is not a report of rollback-check", malformed);
        }
    }

    private static NexusException unfit(Path file, String why, @Nullable Exception cause) {
        Failure failure = Failure.of(
                FailureCode.EVIDENCE,
                "The evidence " + file + " " + why + ".",
                "Run nexus:rollback-check and name its rollback-check.json in nexus.requireEvidence.");
        return cause == null ? failure.exception() : failure.exception(cause);
    }

    /** What this reads of a report. */
    record WrittenReport(@Nullable WrittenEvidence evidence) {}

    /** The evidence; what an edited file leaves out is null. */
    record WrittenEvidence(
            @Nullable String set,
            @Nullable Boolean passed,
            @Nullable String serverVersion,
            @Nullable List<@Nullable WrittenMigration> migrations) {

        /** The value that was written; empty when a member is missing. */
        Optional<Evidence> evidence() {
            if (passed == null || serverVersion == null || migrations == null) {
                return Optional.empty();
            }
            Map<String, String> fingerprints = new HashMap<>();
            Map<String, Rehearsed> rehearsed = new HashMap<>();
            for (WrittenMigration one : migrations) {
                if (one == null || one.name == null || one.fingerprint == null || one.judged == null) {
                    return Optional.empty();
                }
                fingerprints.put(one.name, one.fingerprint);
                if (one.judged) {
                    if (one.verdict == null || one.losses == null) {
                        return Optional.empty();
                    }
                    rehearsed.put(one.name, new Rehearsed(one.verdict, one.losses));
                }
            }
            return Optional.of(new Evidence(passed, serverVersion, fingerprints, rehearsed));
        }
    }

    /** A migration of it. */
    record WrittenMigration(
            @Nullable String name,
            @Nullable String fingerprint,
            @Nullable Boolean judged,
            @Nullable String verdict,
            @Nullable List<String> losses) {}
}
