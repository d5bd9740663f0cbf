package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Compares an output directory with its sources: no migration or seed may be newer than what was built of it. */
final class Freshness {

    private static final String JAVA_SUFFIX = ".java";

    private final ClassPath.Output output;
    private final Problems problems;

    Freshness(ClassPath.Output output, Problems problems) {
        this.output = output;
        this.problems = problems;
    }

    void check(Set<String> sqlFolders) throws IOException {
        checkClasses();
        checkFiles(sqlFolders, Freshness::isSqlMigration);
    }

    void checkSeeds(Collection<String> folders) throws IOException {
        checkFiles(folders, fileName -> Naming.ofSeed(fileName).isPresent());
    }

    private void checkClasses() throws IOException {
        for (Path root : output.javaRoots()) {
            for (Path source : files(root, Integer.MAX_VALUE, Freshness::isJavaMigration)) {
                String path = relative(root, source);
                String built = path.substring(0, path.length() - JAVA_SUFFIX.length()) + ".class";
                compare(source, output.directory().resolve(built));
            }
        }
    }

    private void checkFiles(Collection<String> folders, Predicate<String> named) throws IOException {
        for (Path root : output.resourceRoots()) {
            for (String folder : folders) {
                for (Path source : files(root.resolve(folder), 1, named)) {
                    Path copy = output.directory().resolve(relative(root, source));
                    // A copy with the same content is as good as new: not every build copies it again.
                    if (!Files.exists(copy) || Files.mismatch(source, copy) >= 0) {
                        compare(source, copy);
                    }
                }
            }
        }
    }

    private void compare(Path source, Path built) throws IOException {
        if (!Files.exists(built)) {
            report(source, source + " is not built: there is no " + built);
        } else if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(built)) > 0) {
            report(source, source + " is newer than " + built);
        }
    }

    private void report(Path source, String message) {
        String hint = "Run " + output.builtBy() + " (after mvn clean, if that alone changes nothing).";
        problems.add(Failure.of(FailureCode.NOT_BUILT, message, hint)
                .at(Problems.place(Optional.empty(), source.toString(), Optional.empty())));
    }

    private static List<Path> files(Path folder, int depth, Predicate<String> named) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> named.test(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static boolean isJavaMigration(String fileName) {
        return fileName.endsWith(JAVA_SUFFIX) && Naming.claims(fileName);
    }

    private static boolean isSqlMigration(String fileName) {
        return Naming.ofFile(fileName).isPresent();
    }

    private static String relative(Path root, Path file) {
        return root.relativize(file).toString();
    }
}
