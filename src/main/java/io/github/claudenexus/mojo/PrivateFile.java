package io.github.claudenexus.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a file of passwords, if nobody but its owner has a right to it; libpq's rule. */
final class PrivateFile {

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private PrivateFile() {}

    /** Its text; empty when there is no such file or, with a warning, when it may not be used. */
    static Optional<String> read(Path file, Consumer<String> warnings) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (!Files.isRegularFile(file)) {
                return ignored(file, "it is not a plain file", warnings);
            }
            if (isOpen(file)) {
                return ignored(file, "its group or others have access; chmod 600 takes that away", warnings);
            }
            return Optional.of(Files.readString(file));
        } catch (IOException unreadable) {
            return ignored(file, unreadable.toString(), warnings);
        }
    }

    // Windows has no such permissions, and there libpq asks for none.
    private static boolean isOpen(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS);
    }

    private static Optional<String> ignored(Path file, String why, Consumer<String> warnings) {
        warnings.accept("The password file " + file + " is ignored: " + why + ".");
        return Optional.empty();
    }
}
