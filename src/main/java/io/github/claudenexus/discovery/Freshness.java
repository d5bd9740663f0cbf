package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Failures;
import io.github.claudenexus.layout.FileFailure;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.layout.LayoutFile;
import io.github.claudenexus.layout.Naming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares an output directory with its sources: no migration or seed may be newer than what was built of it, and none
 * may be left over from a source that is gone.
 */
final class Freshness {

    private final ClassPath.Output output;
    private final Failures problems;
    private final Sources sources;

    Freshness(ClassPath.Output output, Failures problems) {
        this.output = output;
        this.problems = problems;
        this.sources = new Sources(output);
    }

    void check(Layout layout, Set<String> sqlFolders, List<ClassPathEntry> places, Consumer<String> remarks)
            throws IOException {
        checkClasses(built(places));
        Predicate<String> named =
                file -> layout == Layout.NEXUS ? Naming.ofFile(file).isPresent() : LayoutFile.isRead(file);
        checkFiles(sqlFolders, built(places), named, remarks);
    }

    void checkSeeds(Collection<String> folders, List<ClassPathEntry> places) throws IOException {
        checkFiles(folders, built(places), fileName -> Naming.ofSeed(fileName).isPresent(), remark -> {});
    }

    private Optional<ClassPathEntry> built(List<ClassPathEntry> places) {
        return places.stream()
                .filter(place -> place.root().equals(output.directory()))
                .findFirst();
    }

    private void checkClasses(Optional<ClassPathEntry> built) throws IOException {
        Map<Path, ClassSource> written = new LinkedHashMap<>();
        for (Path root : output.sourceRoots()) {
            FolderFiles.of(root, Integer.MAX_VALUE, Sources::isMigration)
                    .forEach((file, attributes) ->
                            written.put(root.resolve(file), new ClassSource(root, attributes.lastModifiedTime())));
        }
        Set<Path> compiled = new HashSet<>();
        for (String name :
                built.map(ClassPathEntry::classes).stream().flatMap(Set::stream).toList()) {
            if (Naming.isTopLevel(name) && Naming.claims(Naming.simpleName(name))) {
                checkClass(name, built.orElseThrow().classFile(name), written).ifPresent(compiled::add);
            }
        }
        written.forEach((file, source) -> {
            if (!compiled.contains(file)) {
                report(file, file + " is not built: there is no " + expectedClass(source.root(), file));
            }
        });
    }

    /**
     * The source of a migration's class, by its name.
     *
     * @param root the root that it is in
     * @param written when it was written
     */
    private record ClassSource(Path root, FileTime written) {}

    private Optional<Path> checkClass(String name, Path classFile, Map<Path, ClassSource> written) throws IOException {
        String expected = Naming.simpleName(name) + ".java";
        List<Path> found = sources.expected(Naming.packageName(name), expected, written::containsKey);
        // Another name is in the class, and in that of other languages.
        Optional<String> named = found.isEmpty() ? Sources.sourceName(classFile) : Optional.empty();
        if (found.isEmpty()) {
            found = sources.ofClass(Naming.packageName(name), named.orElse(expected));
        }
        if (found.isEmpty() && named.isPresent() && Sources.exist(output.sourceRoots())) {
            leftOver(classFile);
        }
        // Of several files of that name nobody knows which one it is.
        Optional<Path> source = found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        if (source.isPresent() && isNewer(source.get(), written.get(source.get()), classFile)) {
            report(source.get(), source.get() + " is newer than " + classFile);
        }
        return source;
    }

    private Path expectedClass(Path root, Path source) {
        return output.directory().resolve(root.relativize(source).toString().replaceFirst("\\.\\w+$", ".class"));
    }

    private void checkFiles(
            Collection<String> folders,
            Optional<ClassPathEntry> built,
            Predicate<String> named,
            Consumer<String> remarks)
            throws IOException {
        SortedMap<String, List<Original>> originals = originals(folders, named);
        Set<String> copies = built.<Set<String>>map(ClassPathEntry::sqlFiles).orElse(Set.of());
        for (String file : copies) {
            if (isIn(folders, Naming.folder(file)) && named.test(Naming.fileName(file))) {
                checkCopy(file, originals.getOrDefault(file, List.of()), remarks);
            }
        }
        originals.forEach((file, sources) -> {
            Path copy = output.directory().resolve(file);
            if (!copies.contains(file) && !Files.exists(copy)) {
                sources.forEach(one -> report(one.source(), one.source() + " is not built: there is no " + copy));
            }
        });
    }

    /**
     * What copies may be made of.
     *
     * @param resources the resources that it is one of
     * @param root the part of them that it is in
     * @param file its path as seen from there
     * @param written when it was written
     */
    private record Original(ResourceFolder resources, Path root, String file, FileTime written) {

        Path source() {
            return root.resolve(file);
        }
    }

    /** Those of each copy, in the order of the resources. */
    private SortedMap<String, List<Original>> originals(Collection<String> folders, Predicate<String> named)
            throws IOException {
        SortedMap<String, List<Original>> originals = new TreeMap<>();
        for (ResourceFolder resources : output.resources()) {
            for (String searched : folders) {
                boolean whole = searched.equals(ClassPathScan.SQL_FOLDER);
                String folder = whole ? resources.within(searched) : searched;
                Optional<Path> root = resources.sourceOf(folder);
                if (root.isPresent()) {
                    FolderFiles.of(root.get(), whole ? Integer.MAX_VALUE : 1, named)
                            .forEach((file, attributes) -> {
                                if (resources.copies(root.get(), file)) {
                                    originals
                                            .computeIfAbsent(folder + "/" + file, none -> new ArrayList<>())
                                            .add(new Original(
                                                    resources, root.get(), file, attributes.lastModifiedTime()));
                                }
                            });
                }
            }
        }
        return originals;
    }

    private static boolean isIn(Collection<String> folders, String folder) {
        return folders.contains(folder)
                || (folders.contains(ClassPathScan.SQL_FOLDER) && ClassPathScan.isOfMigrations(folder));
    }

    private void checkCopy(String file, List<Original> originals, Consumer<String> remarks) throws IOException {
        Path copy = output.directory().resolve(file);
        FileTime copied = Files.getLastModifiedTime(copy);
        Optional<Path> newer = Optional.empty();
        boolean filtered = false;
        for (Original original : originals) {
            filtered |= original.resources().filtered();
            if (newer.isEmpty() && original.written().compareTo(copied) > 0) {
                newer = Optional.of(original.source());
            }
        }
        // What is not newer is not read: every run would read all files twice more.
        if ((newer.isPresent() || filtered) && isMade(file, originals, copy, remarks)) {
            return;
        }
        newer.ifPresent(source -> report(source, source + " is newer than " + copy));
        if (originals.isEmpty() && resourcesExist() && !sources.holdElsewhere(file)) {
            leftOver(copy);
        }
    }

    private boolean resourcesExist() {
        return Sources.exist(
                output.resources().stream().map(ResourceFolder::root).toList());
    }

    // A copy of the same content is as good as new: not every build copies it again.
    private static boolean isMade(String file, List<Original> originals, Path copy, Consumer<String> remarks)
            throws IOException {
        for (Original original : originals) {
            if (original.resources().makes(original.source(), copy)) {
                if (Files.mismatch(original.source(), copy) >= 0) {
                    remarks.accept("Maven's filtering of resources changes the text of " + file
                            + ": with another value in it, the migration counts as changed.");
                }
                return true;
            }
        }
        return false;
    }

    private static boolean isNewer(Path file, @Nullable ClassSource known, Path built) throws IOException {
        FileTime written = known == null ? Files.getLastModifiedTime(file) : known.written();
        return written.compareTo(Files.getLastModifiedTime(built)) > 0;
    }

    private void leftOver(Path built) {
        add(
                built,
                built + " is left over from an earlier build: its source is gone",
                "Delete it, or run mvn clean " + output.builtBy().replace("mvn ", "")
                        + ". If another tool puts it there, set nexus.checkSources=false.");
    }

    private void report(Path source, String message) {
        add(
                source,
                message,
                "Run " + output.builtBy() + " (after mvn clean, if that alone changes nothing). If target/ is what is"
                        + " to be run, set nexus.checkSources=false.");
    }

    private void add(Path file, String message, String hint) {
        problems.add(Failure.of(FailureCode.NOT_BUILT, message, hint)
                .at(FileFailure.place(Optional.empty(), file.toString(), Optional.empty())));
    }
}
