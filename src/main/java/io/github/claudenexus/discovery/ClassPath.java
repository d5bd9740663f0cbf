package io.github.claudenexus.discovery;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where to look for migrations.
 *
 * @param outputs the output directories that are searched whole: the main one, and the test one when asked for
 * @param packages the packages to search wherever they are on the class path
 * @param entries resolves the project's class path, in order: directories and jars
 */
public record ClassPath(List<Output> outputs, List<String> packages, Supplier<List<Path>> entries) {

    /** Copies the lists, and asks for the entries once. */
    public ClassPath {
        outputs = List.copyOf(outputs);
        packages = List.copyOf(packages);
        entries = new Once<>(entries);
    }

    /** With entries that are known. */
    public ClassPath(List<Output> outputs, List<String> packages, List<Path> entries) {
        this(outputs, packages, () -> entries);
    }

    /** The output directories in the order of the class path; of one alone it is known without resolving that. */
    List<Path> directories() {
        List<Path> directories = outputs.stream().map(Output::directory).toList();
        return directories.size() < 2
                ? directories
                : places().stream().filter(directories::contains).toList();
    }

    /** The class path with every output directory on it, each place once, in order. */
    List<Path> places() {
        Set<Path> known = new LinkedHashSet<>(entries.get());
        List<Path> absent = outputs.stream()
                .map(Output::directory)
                .filter(directory -> !known.contains(directory))
                .toList();
        return Stream.concat(absent.stream(), known.stream()).distinct().toList();
    }

    /**
     * A directory that a build fills.
     *
     * @param directory the directory; one that does not exist is taken for empty
     * @param sourceRoots the roots of the sources that are compiled into it; none to compare nothing
     * @param resources the resources that are copied into it; none to compare nothing
     * @param elsewhere other folders that may hold a source: those that a build adds only when it runs
     * @param builtBy the command that builds it: {@code mvn process-classes}
     */
    public record Output(
            Path directory,
            List<Path> sourceRoots,
            List<ResourceFolder> resources,
            List<Path> elsewhere,
            String builtBy) {

        /** Copies the lists. */
        public Output {
            sourceRoots = List.copyOf(sourceRoots);
            resources = List.copyOf(resources);
            elsewhere = List.copyOf(elsewhere);
        }
    }
}
