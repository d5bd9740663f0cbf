package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.Naming;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds the files of a folder, asking the file system once for each. */
final class FolderFiles {

    private FolderFiles() {}

    /**
     * All that a folder holds but folders, links that lead to nothing too; nothing where there is no such folder.
     *
     * @param depth how deep to look; 1 for the folder alone
     * @return by their paths as seen from the folder, with slashes
     */
    static SortedMap<String, BasicFileAttributes> of(Path folder, int depth) throws IOException {
        SortedMap<String, BasicFileAttributes> found = new TreeMap<>();
        int start = folder.resolve("file").toString().length() - "file".length();
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!attributes.isDirectory()) {
                        found.put(file.toString().substring(start).replace('\\', '/'), attributes);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return found;
    }

    /** Those of them that can be read and are named so. */
    static SortedMap<String, BasicFileAttributes> of(Path folder, int depth, Predicate<String> named)
            throws IOException {
        SortedMap<String, BasicFileAttributes> found = of(folder, depth);
        found.entrySet()
                .removeIf(file -> !file.getValue().isRegularFile() || !named.test(Naming.fileName(file.getKey())));
        return found;
    }
}
