package io.github.claudenexus.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a report whole or not at all: who reads it never sees half of one. */
public final class ReportFile {

    private ReportFile() {}

    /**
     * Writes {@code <goal>.json}.
     *
     * @return the file
     */
    public static Path write(Path directory, RunReport report) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(report.run().goal() + ".json");
        Path draft = Files.createTempFile(directory, report.run().goal(), ".tmp");
        try {
            Files.writeString(draft, JsonReport.of(report));
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
        return file;
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
