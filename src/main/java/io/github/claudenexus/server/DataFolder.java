package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * The data of a server, and beside it a marker that its first start has ended.
 *
 * @param path the folder that initdb makes
 */
record DataFolder(Path path) {

    private static final List<String> ESSENTIAL = List.of("PG_VERSION", "postgresql.conf", "global/pg_control");

    /**
     * Makes sure that a server may start on it: no other runs, nothing half made is left, and it is of this version.
     *
     * @param major the server's major version
     */
    void prepare(String major) throws IOException {
        Postmaster.stop(path, Postmaster.Stop.FAST);
        if (!Files.exists(marker())) {
            FileUtils.deleteDirectory(path.toFile());
            return;
        }
        for (String file : ESSENTIAL) {
            if (!Files.exists(path.resolve(file))) {
                throw unusable("is damaged: " + file + " is missing");
            }
        }
        String made = Files.readString(path.resolve("PG_VERSION")).strip();
        if (!made.equals(major)) {
            throw unusable("was made by PostgreSQL " + made + ", and this is PostgreSQL " + major);
        }
    }

    /** Remembers that it is whole. */
    void complete() {
        try {
            Files.writeString(marker(), "initdb has ended; without this file the folder beside it is made anew\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path marker() {
        return path.resolveSibling(path.getFileName() + ".complete");
    }

    private NexusException unusable(String why) {
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        "The data in " + path + " " + why,
                        "Delete the folder " + path.getParent() + ": the next start makes it anew, empty.")
                .exception();
    }
}
