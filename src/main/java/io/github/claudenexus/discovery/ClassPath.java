package io.github.claudenexus.discovery;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where to look for migrations.
 *
 * @param outputs the output directories that are searched whole: the main one, and the test one when asked for
 * @param packages the packages to search wherever they are on the class path
 * @param entries the project's class path, in order: directories and jars
 */
public record ClassPath(List<Output> outputs, List<String> packages, List<Path> entries) {

    /** Copies the lists. */
    public ClassPath {
        outputs = List.copyOf(outputs);
        packages = List.copyOf(packages);
        entries = List.copyOf(entries);
    }

    /** The class path with every output directory on it, each place once, in order. */
    List<Path> places() {
        Set<Path> known = new LinkedHashSet<>(entries);
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
