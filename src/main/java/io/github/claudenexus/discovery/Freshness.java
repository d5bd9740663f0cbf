package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Failures;
import io.github.claudenexus.layout.FileFailure;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.layout.LayoutFile;
import io.github.claudenexus.layout.Naming;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
        Set<Path> compiled = new HashSet<>();
        for (String name :
                built.map(ClassPathEntry::classes).stream().flatMap(Set::stream).toList()) {
            if (Naming.isTopLevel(name) && Naming.claims(Naming.simpleName(name))) {
                checkClass(name, built.orElseThrow().classFile(name)).ifPresent(compiled::add);
            }
        }
        for (Path root : output.sourceRoots()) {
            for (Path source : files(root, Integer.MAX_VALUE, Sources::isMigration)) {
                if (!compiled.contains(source)) {
                    report(source, source + " is not built: there is no " + expectedClass(root, source));
                }
            }
        }
    }

    private Optional<Path> checkClass(String name, Path classFile) throws IOException {
        Optional<String> written = Sources.sourceName(classFile);
        String fileName = written.orElse(Naming.simpleName(name) + ".java");
        List<Path> found = sources.ofClass(Naming.packageName(name), fileName);
        if (found.isEmpty() && written.isPresent() && Sources.exist(output.sourceRoots())) {
            leftOver(classFile);
        }
        // Of several files of that name nobody knows which one it is.
        Optional<Path> source = found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        if (source.isPresent() && isNewer(source.get(), classFile)) {
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
        for (String file : built.map(ClassPathEntry::sqlFiles).stream()
                .flatMap(Set::stream)
                .toList()) {
            if (isIn(folders, Naming.folder(file)) && named.test(Naming.fileName(file))) {
                checkCopy(file, output.directory().resolve(file), remarks);
            }
        }
        for (ResourceFolder resources : output.resources()) {
            for (String folder : folders) {
                Optional<Path> root = resources.sourceOf(folder);
                if (root.isPresent()) {
                    checkCopied(resources, root.get(), output.directory().resolve(folder), depth(folder), named);
                }
            }
        }
    }

    private void checkCopied(ResourceFolder resources, Path root, Path target, int depth, Predicate<String> named)
            throws IOException {
        for (Path source : files(root, depth, named)) {
            Path copy = target.resolve(root.relativize(source).toString());
            if (resources.copies(source) && !Files.exists(copy)) {
                report(source, source + " is not built: there is no " + copy);
            }
        }
    }

    private static boolean isIn(Collection<String> folders, String folder) {
        return folders.contains(folder)
                || (folders.contains(ClassPathScan.SQL_FOLDER) && ClassPathScan.isOfMigrations(folder));
    }

    private static int depth(String folder) {
        return folder.equals(ClassPathScan.SQL_FOLDER) ? Integer.MAX_VALUE : 1;
    }

    /** What a copy may be made of. */
    private record Original(ResourceFolder resources, Path source) {}

    private void checkCopy(String file, Path copy, Consumer<String> remarks) throws IOException {
        List<Original> originals = new ArrayList<>();
        Optional<Path> newer = Optional.empty();
        boolean filtered = false;
        for (ResourceFolder resources : output.resources()) {
            Optional<Path> source =
                    resources.sourceOf(file).filter(Files::isRegularFile).filter(resources::copies);
            if (source.isPresent()) {
                originals.add(new Original(resources, source.get()));
                filtered |= resources.filtered();
                newer = newer.isEmpty() && isNewer(source.get(), copy) ? source : newer;
            }
        }
        // What is not newer is not read: every run would read all files twice more.
        if ((newer.isPresent() || filtered) && isMade(file, originals, copy, remarks)) {
            return;
        }
        newer.ifPresent(source -> report(source, source + " is newer than " + copy));
        boolean checked = Sources.exist(
                output.resources().stream().map(ResourceFolder::root).toList());
        if (originals.isEmpty() && checked && !sources.holdElsewhere(file)) {
            leftOver(copy);
        }
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

    private static boolean isNewer(Path source, Path built) throws IOException {
        return Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(built)) > 0;
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

    private static List<Path> files(Path folder, int depth, Predicate<String> named) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> named.test(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
