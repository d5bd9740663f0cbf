package io.github.claudenexus.discovery;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lists what a directory or jar holds. */
final class Listing {

    /** The only folder of an output directory where SQL files are migrations. */
    static final String SQL_FOLDER = "db/migration";

    /** The only folder where a file is a seed of whatever migration has its number. */
    static final String SEED_FOLDER = "nexus/seed";

    private static final String CLASS_SUFFIX = ".class";
    private static final String SQL_SUFFIX = ".sql";

    private final Path root;
    private final NavigableSet<String> classes = new TreeSet<>();
    private final NavigableSet<String> sqlFiles = new TreeSet<>();

    private Listing(Path root) {
        this.root = root;
    }

    /** All classes, the SQL files below {@code db/migration}, and those in these folders. */
    static ClassPathEntry ofWhole(Path root, List<String> folders) throws IOException {
        Listing listing = new Listing(root);
        listing.visit("", Integer.MAX_VALUE, CLASS_SUFFIX);
        listing.visit(SQL_FOLDER, Integer.MAX_VALUE, SQL_SUFFIX);
        for (String folder : folders) {
            listing.visit(folder, 1, SQL_SUFFIX);
        }
        return listing.place(root.toString());
    }

    /** The classes and SQL files in these folders, not below them. */
    static ClassPathEntry ofFolders(Path root, String label, List<String> folders) throws IOException {
        Listing listing = new Listing(root);
        for (String folder : folders) {
            listing.visit(folder, 1, CLASS_SUFFIX);
            listing.visit(folder, 1, SQL_SUFFIX);
        }
        return listing.place(label);
    }

    /** The SQL files in these folders and below them. */
    static ClassPathEntry ofSeeds(Path root, String label, List<String> folders) throws IOException {
        Listing listing = new Listing(root);
        for (String folder : folders) {
            listing.visit(folder, Integer.MAX_VALUE, SQL_SUFFIX);
        }
        return listing.place(label);
    }

    private ClassPathEntry place(String label) {
        return new ClassPathEntry(root, label, classes, sqlFiles);
    }

    private void visit(String folder, int depth, String suffix) throws IOException {
        Path start = root.resolve(folder);
        if (!Files.isDirectory(start)) {
            return;
        }
        try (Stream<Path> files = Files.walk(start, depth, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(suffix))
                    .forEach(this::add);
        }
    }

    private void add(String path) {
        if (!path.endsWith(CLASS_SUFFIX)) {
            sqlFiles.add(path);
        } else if (!path.startsWith("META-INF/")) {
            classes.add(path.substring(0, path.length() - CLASS_SUFFIX.length()).replace('/', '.'));
        }
    }
}
