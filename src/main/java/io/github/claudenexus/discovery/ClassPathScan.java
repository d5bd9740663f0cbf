package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.Naming;
import io.github.claudenexus.migration.Migration;
import java.io.Closeable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The places of a class path that can hold migrations or seeds, in its order. Jars stay open until this is closed. */
final class ClassPathScan implements Closeable {

    /** The only folder of an output directory where SQL files, and those in folders below it, are migrations. */
    static final String SQL_FOLDER = "db/migration";

    /** The only folder where a file is a seed of whatever migration has its version. */
    static final String SEED_FOLDER = "nexus/seed";

    private final List<ClassPathEntry> all = new ArrayList<>();
    private final List<FileSystem> jars = new ArrayList<>();
    private final FolderListing listing;

    private ClassPathScan(FolderListing listing) {
        this.listing = listing;
    }

    /** Lists what folders of a directory or jar hold. */
    @FunctionalInterface
    private interface FolderListing {
        ClassPathEntry of(Path root, String label, List<String> folders) throws IOException;
    }

    static ClassPathScan open(ClassPath classPath) throws IOException {
        ClassPathScan places = new ClassPathScan(Listing::ofFolders);
        return places.opened(() -> places.addAll(classPath));
    }

    /** Those that can hold seeds: every place of the class path. */
    static ClassPathScan ofSeeds(ClassPath classPath) throws IOException {
        ClassPathScan places = new ClassPathScan(Listing::ofSeeds);
        return places.opened(() -> places.addSeeds(classPath));
    }

    /** The folders that hold seeds: one for all migrations, and one for each named package. */
    static List<String> seedFolders(ClassPath classPath) {
        List<String> folders = new ArrayList<>(seedFolders(classPath, false));
        folders.addAll(seedFolders(classPath, true));
        return folders;
    }

    /** Whether SQL files in this folder of an output directory are migrations without being named. */
    static boolean isOfMigrations(String folder) {
        return (folder + "/").startsWith(SQL_FOLDER + "/");
    }

    static NexusException unreadable(Exception cause) {
        return Failure.of(FailureCode.FILE, "The class path cannot be read: " + cause, "Make its files readable.")
                .exception(cause);
    }

    /** Something that opens jars. */
    @FunctionalInterface
    private interface Opening {
        void run() throws IOException;
    }

    private ClassPathScan opened(Opening opening) throws IOException {
        try {
            opening.run();
            return this;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void addSeeds(ClassPath classPath) throws IOException {
        for (Path entry : classPath.places()) {
            add(entry, seedFolders(classPath, false));
        }
        List<String> ours = seedFolders(classPath, true);
        if (!ours.isEmpty()) {
            add(ourOwn(), ours);
        }
    }

    private static List<String> seedFolders(ClassPath classPath, boolean shared) {
        Stream<String> common = shared ? Stream.of() : Stream.of(SEED_FOLDER);
        Stream<String> ofPackages =
                folders(classPath.packages(), shared).stream().map(folder -> folder + "/seed");
        return Stream.concat(common, ofPackages).toList();
    }

    List<ClassPathEntry> all() {
        return all;
    }

    private void addAll(ClassPath classPath) throws IOException {
        Set<Path> outputs =
                classPath.outputs().stream().map(ClassPath.Output::directory).collect(Collectors.toSet());
        List<String> theirs = folders(classPath.packages(), false);
        List<String> ours = folders(classPath.packages(), true);
        for (Path entry : theirs.isEmpty() ? classPath.directories() : classPath.places()) {
            if (outputs.contains(entry)) {
                all.add(Listing.ofWhole(entry, theirs));
            } else {
                add(entry, theirs);
            }
        }
        if (!ours.isEmpty()) {
            add(ourOwn(), ours);
        }
    }

    private static List<String> folders(List<String> packages, boolean shared) {
        return packages.stream()
                .filter(name -> ProjectClassLoader.isShared(name + ".") == shared)
                .map(name -> name.replace('.', '/'))
                .distinct()
                .toList();
    }

    private void add(Path entry, List<String> folders) throws IOException {
        if (Files.isDirectory(entry)) {
            all.add(listing.of(entry, entry.toString(), folders));
        } else if (Files.isRegularFile(entry)) {
            addJar(entry, folders);
        }
    }

    private void addJar(Path file, List<String> folders) throws IOException {
        FileSystem jar;
        try {
            jar = FileSystems.newFileSystem(file);
        } catch (ProviderNotFoundException e) {
            return; // Not an archive at all: a class loader finds nothing in it either.
        } catch (IOException e) {
            throw Failure.of(
                            FailureCode.FILE,
                            file + " cannot be read: " + e.getMessage(),
                            "Delete it, and let Maven fetch or build it again.")
                    .exception(e);
        }
        jars.add(jar);
        Path root = jar.getPath("/");
        if (folders.stream().anyMatch(folder -> Files.isDirectory(root.resolve(folder)))) {
            all.add(listing.of(root, file.toString(), folders));
        } else {
            jar.close();
        }
    }

    private static Path ourOwn() {
        try {
            return Path.of(Migration.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The plugin's own place is no file", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (FileSystem jar : jars) {
            jar.close();
        }
    }

    /** Lists what a directory or jar holds. */
    private static final class Listing {

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
            for (String file :
                    FolderFiles.of(root, Integer.MAX_VALUE, Listing::isOurs).keySet()) {
                String folder = Naming.folder(file);
                if (isOf(CLASS_SUFFIX, file) || isOfMigrations(folder) || folders.contains(folder)) {
                    listing.add(file);
                }
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
            for (String file : FolderFiles.of(root.resolve(folder), depth, name -> isOf(suffix, name))
                    .keySet()) {
                add(folder + "/" + file);
            }
        }

        private static boolean isOurs(String name) {
            return isOf(CLASS_SUFFIX, name) || isOf(SQL_SUFFIX, name);
        }

        private static boolean isOf(String suffix, String name) {
            return name.toLowerCase(Locale.ROOT).endsWith(suffix);
        }

        private void add(String path) {
            if (!path.endsWith(CLASS_SUFFIX)) {
                sqlFiles.add(path);
            } else if (!path.startsWith("META-INF/")) {
                classes.add(
                        path.substring(0, path.length() - CLASS_SUFFIX.length()).replace('/', '.'));
            }
        }
    }
}
