package io.github.claudenexus.layout;

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
public record LayoutFile(String path, String root, String origin, Supplier<SourceText> content) {

    /** Whether a file of this name is one that a layout may read: SQL, or settings beside it. */
    public static boolean isRead(String name) {
        return name.endsWith(".sql") || name.endsWith(".sql.conf") || name.equals("metadata.toml");
    }

    /** Whether it is SQL by its name, in whatever case; the tools know only one. */
    public boolean isSql() {
        return path.toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    public String name() {
        return Naming.fileName(path);
    }

    /** Where it is, whatever the folder that it was found from. */
    public String place() {
        return root + "/" + origin;
    }

    /** The folder that it is in, as seen from that of the migrations; empty for that itself. */
    public String folder() {
        return Naming.folder(path);
    }

    public SourceText text() {
        return content.get();
    }

    NexusException bad(FailureCode code, String reason, String hint) {
        return FileFailure.of(code, origin, reason, hint);
    }

    /** What is wrong at a place of its text. */
    NexusException bad(int offset, String reason, String hint) {
        return FileFailure.of(origin, text().bad(offset, reason, hint));
    }
}
