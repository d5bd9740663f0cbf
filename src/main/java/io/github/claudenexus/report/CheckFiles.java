package io.github.claudenexus.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Writes everything that {@code rollback-check} writes, each file whole or not at all. */
public final class CheckFiles {

    private CheckFiles() {}

    /**
     * Writes the files of every format.
     *
     * @return where each is
     */
    public static Map<CheckFormat, Path> write(Path directory, CheckReport report) throws IOException {
        Map<CheckFormat, Path> files = new EnumMap<>(CheckFormat.class);
        for (CheckFormat format : CheckFormat.values()) {
            files.put(format, ReportFile.write(directory, format.fileName(), format.text(report)));
        }
        return Collections.unmodifiableMap(files);
    }
}
