package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * What one run of a throw-away server writes, under a name that no later run uses: a guard that is late deletes nothing
 * of theirs.
 *
 * @param path the run's folder
 */
record ScratchFolder(Path path) {

    private static final String PREFIX = "run-";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static ScratchFolder make(Path directory) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(directory, PREFIX));
    }

    Path data() {
        return path.resolve("data");
    }

    /** Ends the server on it and deletes it; again, when something was written meanwhile. */
    void discard() throws IOException {
        Postmaster.stop(data(), Postmaster.Stop.IMMEDIATE);
        delete(path);
    }

    /** Ends and deletes what killed runs left; whoever calls has the folder's lock. */
    static void clear(Path directory) throws IOException {
        List<Path> runs = list(directory, PREFIX + "*");
        List<Path> unfinished = list(directory.resolve("binaries"), "*" + Installation.UNFINISHED);
        if (runs.isEmpty() && unfinished.isEmpty()) {
            return;
        }
        for (Path run : runs) {
            Postmaster.stop(new ScratchFolder(run).data(), Postmaster.Stop.IMMEDIATE);
        }
        endPrograms(directory);
        for (Path run : runs) {
            delete(run);
        }
        for (Path part : unfinished) {
            delete(part);
        }
    }

    // An initdb, or a server that has not written its number yet: with the lock comes every process of these programs.
    private static void endPrograms(Path directory) throws IOException {
        List<ProcessHandle> programs = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .map(command -> Path.of(command).startsWith(directory))
                        .orElse(false))
                .toList();
        programs.forEach(ProcessHandle::destroyForcibly);
        Postmaster.within(PATIENCE, () -> programs.stream().allMatch(Postmaster::hasEnded));
    }

    private static void delete(Path folder) throws IOException {
        List<IOException> failures = new ArrayList<>();
        boolean gone = Postmaster.within(PATIENCE, () -> {
            try {
                FileUtils.deleteDirectory(folder.toFile());
            } catch (IOException somebodyWritesOrDeletesToo) {
                failures.add(somebodyWritesOrDeletesToo);
            }
            return !Files.exists(folder);
        });
        if (!gone) {
            throw failures.isEmpty() ? new IOException(folder + " is not deleted") : failures.get(failures.size() - 1);
        }
    }

    private static List<Path> list(Path directory, String glob) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, glob)) {
            folders.forEach(found::add);
        }
        return found;
    }
}
