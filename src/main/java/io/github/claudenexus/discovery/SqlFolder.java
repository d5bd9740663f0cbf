package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.LayoutFile;
import io.github.claudenexus.layout.Naming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A folder that holds nothing but migrations.
 *
 * @param root the directory that the names of its files begin at: an output directory, or the project's
 * @param name the folder as seen from there: {@code db/migration}
 */
record SqlFolder(Path root, String name) {

    /** Those of a project that exist: its locations, else {@code db/migration} of its outputs, else what is usual. */
    static List<SqlFolder> of(SqlFiles files, ClassPath classPath) {
        if (!files.locations().isEmpty()) {
            List<SqlFolder> named = files.locations().stream()
                    .map(location -> location(files.project(), location))
                    .distinct()
                    .toList();
            return files.layout().readsBelow()
                    ? named.stream()
                            .filter(folder -> named.stream().noneMatch(folder::isBelow))
                            .toList()
                    : named;
        }
        List<SqlFolder> onClassPath = classPath.outputs().stream()
                .map(output -> new SqlFolder(output.directory(), ClassPathScan.SQL_FOLDER))
                .filter(SqlFolder::exists)
                .toList();
        return !onClassPath.isEmpty()
                ? onClassPath
                : files.layout().usualFolders().stream()
                        .map(usual -> new SqlFolder(files.project(), usual))
                        .filter(SqlFolder::exists)
                        .limit(1)
                        .toList();
    }

    private static SqlFolder location(Path project, String location) {
        String hint = "nexus.locations names folders as seen from " + project
                + ", with slashes and without a prefix such" + " as filesystem: or classpath:.";
        Optional<SqlFolder> folder = path(location).map(path -> new SqlFolder(project, path));
        if (folder.isEmpty() || !folder.get().exists()) {
            throw refused("The location " + location + " does not exist", hint);
        }
        if (folder.get().files().stream().noneMatch(LayoutFile::isSql)) {
            throw refused("The location " + location + " holds no SQL file", "Correct nexus.locations. " + hint);
        }
        return folder.get();
    }

    private static Optional<String> path(String location) {
        try {
            return Optional.of(Path.of(location).normalize().toString().replace('\\', '/'));
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    private static NexusException refused(String message, String hint) {
        return Failure.of(FailureCode.NOTHING_FOUND, message, hint).exception();
    }

    private boolean isBelow(SqlFolder other) {
        return !equals(other)
                && root.equals(other.root)
                && (other.name.isEmpty() || Path.of(name).startsWith(Path.of(other.name)));
    }

    boolean exists() {
        return Files.isDirectory(directory());
    }

    private Path directory() {
        return root.resolve(name);
    }

    /** All its files and those below it, in the order of their paths. */
    List<LayoutFile> files() {
        List<LayoutFile> files = new ArrayList<>();
        try {
            FolderFiles.of(directory(), Integer.MAX_VALUE).forEach((path, attributes) -> {
                if (attributes.isRegularFile() || leadsToNothing(path, attributes)) {
                    String origin = origin(path);
                    files.add(new LayoutFile(
                            path, root.toString(), origin, new Once<>(() -> SqlReader.text(root, origin))));
                }
            });
        } catch (IOException unreadable) {
            throw unreadable(unreadable.toString(), unreadable);
        }
        return files;
    }

    // A migration that cannot be read is an error. What begins with a dot is none: editors keep their locks as such
    // links.
    private static boolean leadsToNothing(String path, BasicFileAttributes attributes) {
        return attributes.isSymbolicLink() && !Naming.fileName(path).startsWith(".");
    }

    private NexusException unreadable(String why, Exception cause) {
        return Failure.of(FailureCode.FILE, directory() + " cannot be read: " + why, "Make its files readable.")
                .exception(cause);
    }

    private String origin(String path) {
        return name.isEmpty() ? path : name + "/" + path;
    }

    /** Its files as those of a place of the class path would be, for our own files. */
    ClassPathEntry entry(List<LayoutFile> files) {
        return new ClassPathEntry(
                root,
                root.toString(),
                new TreeSet<>(),
                files.stream()
                        .filter(LayoutFile::isSql)
                        .map(LayoutFile::origin)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
