package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.sql.Placeholders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the SQL files of a project are, and how they are read.
 *
 * @param layout how they are named
 * @param project the folder of the project
 * @param locations folders that hold them, as seen from that folder; where there are any, the class path is not searched
 * @param placeholders what is put in for placeholders; empty where they stay as they are
 */
public record SqlFiles(Layout layout, Path project, List<String> locations, Optional<Placeholders> placeholders) {

    /** Copies the list. */
    public SqlFiles {
        locations = List.copyOf(locations);
    }

    /** Our own files on the class path, without placeholders. */
    public static SqlFiles ours(Path project) {
        return new SqlFiles(Layout.NEXUS, project, List.of(), Optional.empty());
    }
}
