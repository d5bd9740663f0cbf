package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What to say when there is no migration: where it was looked for, and what to do.
 *
 * @param classPath where
 */
record NothingFound(ClassPath classPath) {

    Failure inPackage(String name) {
        return Failure.of(
                FailureCode.NOTHING_FOUND,
                "The package " + name + " holds no migration anywhere on the class path, which has "
                        + classPath.places().size() + " places",
                "Correct the name in <packages>, or add the dependency that holds the package.");
    }

    Failure atAll() {
        String places = classPath.outputs().stream()
                .map(ClassPath.Output::directory)
                .map(NothingFound::describe)
                .collect(Collectors.joining(", "));
        return Failure.of(
                FailureCode.NOTHING_FOUND,
                "No migration was found: no class M<number>_<Name>, and no SQL file in " + ClassPathScan.SQL_FOLDER
                        + ", in " + (places.isEmpty() ? "no output directory at all" : places),
                "Write one, build the project (" + commands()
                        + "), or name the packages that hold migrations in <packages>.");
    }

    private String commands() {
        String commands = classPath.outputs().stream()
                .map(ClassPath.Output::builtBy)
                .distinct()
                .collect(Collectors.joining(", "));
        return commands.isEmpty() ? "mvn process-classes" : commands;
    }

    private static String describe(Path directory) {
        return Files.isDirectory(directory) ? directory.toString() : directory + " (which does not exist)";
    }
}
