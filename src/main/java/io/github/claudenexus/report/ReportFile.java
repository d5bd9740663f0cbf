package io.github.claudenexus.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes a report whole or not at all: who reads it never sees half of one. */
public final class ReportFile {

    private ReportFile() {}

    /** Removes what an earlier run wrote: whoever reads a report must be sure that it is of this run. */
    public static void remove(Path directory, List<String> names) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        for (String name : names) {
            Files.deleteIfExists(directory.resolve(name));
        }
    }

    /** What a file holds. */
    @FunctionalInterface
    interface Content {
        void write(Writer out) throws IOException;
    }

    /** Writes a file of this name. */
    static void write(Path directory, String name, Content content) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(name);
        // Not createTempFile, whose files nobody else may read: who collects reports is often another user.
        Path draft = directory.resolve(name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            // Not newBufferedWriter: it refuses half a surrogate pair, which a value in a catalog may end in once it is
            // shortened.
            try (Writer out =
                    new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(draft), StandardCharsets.UTF_8))) {
                content.write(out);
            }
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
