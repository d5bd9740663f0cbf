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
     * @param javaRoots the roots of the Java sources that are compiled into it
     * @param resourceRoots the roots of the resources that are copied into it
     * @param builtBy the command that builds it: {@code mvn process-classes}
     */
    public record Output(Path directory, List<Path> javaRoots, List<Path> resourceRoots, String builtBy) {

        /** Copies the lists. */
        public Output {
            javaRoots = List.copyOf(javaRoots);
            resourceRoots = List.copyOf(resourceRoots);
        }
    }
}
