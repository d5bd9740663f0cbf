package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What killed runs left in a server's folder. */
final class Leftovers {

    /** The beginning of a folder's name that holds the data of one run. */
    static final String RUN = "run-";

    /** The end of a name while what it names is not whole yet. */
    static final String UNFINISHED = ".part";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Leftovers() {}

    /** Stops and deletes them; the caller holds the folder's lock. */
    static void clear(Path directory) throws IOException {
        Postmaster.stop(directory.resolve(DataFolder.NAME), Postmaster.Stop.FAST);
        List<Path> runs = runs(directory);
        List<Path> all = new ArrayList<>(runs);
        all.addAll(list(directory, "*" + UNFINISHED));
        all.addAll(list(directory.resolve(Installation.FOLDER), "*" + UNFINISHED));
        if (all.isEmpty()) {
            return;
        }
        for (Path run : runs) {
            Postmaster.stop(run.resolve(DataFolder.NAME), Postmaster.Stop.IMMEDIATE);
        }
        endPrograms(directory);
        for (Path leftover : all) {
            delete(leftover);
        }
    }

    /** The folders with the data of runs, on the disk and in memory. */
    static List<Path> runs(Path directory) throws IOException {
        List<Path> runs = list(directory, RUN + "*");
        runs.addAll(SharedMemory.OF_LINUX.runs(directory));
        return runs;
    }

    // An initdb, or a server without a postmaster.pid yet: with the folder's lock, no process of these programs is
    // wanted.
    private static void endPrograms(Path directory) throws IOException {
        List<ProcessHandle> programs = ProcessHandle.allProcesses()
                .filter(process -> Postmaster.program(process)
                        .map(program -> program.startsWith(directory))
                        .orElse(false))
                .toList();
        programs.forEach(ProcessHandle::destroyForcibly);
        Postmaster.within(PATIENCE, () -> programs.stream().allMatch(Postmaster::hasEnded));
    }

    /** Deletes a folder, where it is there; again, when something was written meanwhile. */
    static void delete(Path folder) throws IOException {
        List<IOException> failures = new ArrayList<>();
        boolean gone = Postmaster.within(PATIENCE, () -> {
            try {
                Files.walkFileTree(folder, new Deletion());
            } catch (IOException writtenOrDeletedMeanwhile) {
                failures.add(writtenOrDeletedMeanwhile);
            }
            return !Files.exists(folder);
        });
        if (!gone) {
            throw failures.isEmpty() ? new IOException(folder + " is not deleted") : failures.get(failures.size() - 1);
        }
    }

    static List<Path> list(Path directory, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, glob)) {
            folders.forEach(found::add);
        }
        return found;
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
