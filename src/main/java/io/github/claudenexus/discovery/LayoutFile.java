package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.sql.SourceText;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A file of a folder of migrations.
 *
 * @param path as seen from that folder, with slashes
 * @param root the directory that its origin begins at
 * @param origin as messages name it
 * @param content reads it
 */
record LayoutFile(String path, String root, String origin, Supplier<SourceText> content) {

    /** Whether a file of this name is one that a layout may read: SQL, or settings beside it. */
    static boolean isRead(String name) {
        return name.endsWith(".sql") || name.endsWith(".sql.conf") || name.equals("metadata.toml");
    }

    /** Whether it is SQL by its name, in whatever case; the tools know only one. */
    boolean isSql() {
        return path.toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    String name() {
        return SqlReader.fileName(path);
    }

    /** Where it is, whatever the folder that it was found from. */
    String place() {
        return root + "/" + origin;
    }

    /** The folder that it is in, as seen from that of the migrations; empty for that itself. */
    String folder() {
        return SqlReader.folder(path);
    }

    SourceText text() {
        return content.get();
    }

    NexusException bad(FailureCode code, String reason, String hint) {
        return DiscoveryFailure.ofFile(code, origin, reason, hint);
    }

    /** What is wrong at a place of its text. */
    NexusException bad(int offset, String reason, String hint) {
        return DiscoveryFailure.ofFile(origin, text().bad(offset, reason, hint));
    }
}
