package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The versions of PostgreSQL that can be started, one for each major version.
 *
 * @param byMajor the version of the binaries artifact
 */
public record ServerVersions(NavigableMap<Integer, String> byMajor) {

    private static final String PREFIX = "embedded.binaries.";

    /**
     * The version for a server.
     *
     * @param version that of the binaries artifact
     * @param warning what the user must know, when it is not of the major version that was asked for
     */
    public record ChosenVersion(String version, Optional<String> warning) {}

    /** Those that the build names. */
    public static ServerVersions of(Map<String, String> properties) {
        return new ServerVersions(properties.entrySet().stream()
                .filter(property -> property.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(
                        property -> Integer.valueOf(property.getKey().substring(PREFIX.length())),
                        Map.Entry::getValue,
                        (one, other) -> one,
                        TreeMap::new)));
    }

    /** The newest. */
    public ChosenVersion newest() {
        return new ChosenVersion(byMajor.lastEntry().getValue(), Optional.empty());
    }

    /**
     * The one of a server's major version; for one that is newer than all of them the newest, with a warning.
     *
     * @throws NexusException when there is none
     */
    public ChosenVersion of(int major) {
        if (byMajor.containsKey(major)) {
            return new ChosenVersion(byMajor.get(major), Optional.empty());
        }
        int newest = byMajor.lastKey();
        if (major > newest) {
            return new ChosenVersion(
                    newest().version(),
                    Optional.of("There is no PostgreSQL " + major + " to start yet: PostgreSQL " + newest
                            + " stands in for it, and proves nothing of what differs between them."));
        }
        throw Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        "There is no PostgreSQL " + major + " to start, only " + byMajor.firstKey() + " to " + newest,
                        "Give a server of that version in nexus.scratchUrl.")
                .exception();
    }
}
