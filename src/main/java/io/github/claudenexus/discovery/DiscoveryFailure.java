package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.layout.FileFailure;
import io.github.claudenexus.layout.Naming;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The failures of discovery: each names the class, or where it was looked. */
final class DiscoveryFailure {

    private DiscoveryFailure() {}

    static NexusException ofClass(FailureCode code, String className, String reason, String hint) {
        return aboutClass(code, className, reason, hint).exception();
    }

    /** A class that cannot be used, because of what it or the JVM threw. */
    static NexusException unloadable(String className, String reason, Throwable thrown, String hint) {
        Throwable cause = cause(thrown);
        String line = cause.toString().strip().replaceAll("\\s*\\R\\s*", " ");
        return aboutClass(FailureCode.UNLOADABLE, className, reason + ": " + line, hint)
                .exception(cause);
    }

    private static Failure aboutClass(FailureCode code, String className, String reason, String hint) {
        return Failure.of(code, className + " " + reason, hint)
                .at(FileFailure.place(Naming.ofClass(Naming.simpleName(className)), className, Optional.empty()));
    }

    // What reflection wraps around the author's exception says nothing.
    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapped = thrown instanceof InvocationTargetException || thrown instanceof ExceptionInInitializerError;
        return wrapped && cause != null ? cause(cause) : thrown;
    }

    /** A package that is named and holds no migration. */
    static Failure emptyPackage(String name, ClassPath classPath) {
        return Failure.of(
                FailureCode.NOTHING_FOUND,
                "The package " + name + " holds no migration anywhere on the class path, which has "
                        + classPath.places().size() + " places",
                "Correct the name in <packages>, or add the dependency that holds the package.");
    }

    /** No migration anywhere. */
    static Failure nothingFound(ClassPath classPath, SqlFiles files) {
        String places = classPath.outputs().stream()
                .map(ClassPath.Output::directory)
                .map(DiscoveryFailure::describe)
                .collect(Collectors.joining(", "));
        String commands = classPath.outputs().stream()
                .map(ClassPath.Output::builtBy)
                .distinct()
                .collect(Collectors.joining(", "));
        String build = "Write one, build the project (" + (commands.isEmpty() ? "mvn process-classes" : commands)
                + "), or name the packages that hold migrations in <packages>";
        return Failure.of(
                FailureCode.NOTHING_FOUND,
                "No migration was found: no class M<version>_<Name>, and no SQL file in " + ClassPathScan.SQL_FOLDER
                        + ", in " + (places.isEmpty() ? "no output directory at all" : places) + elsewhere(files),
                LayoutGuess.elsewhere(files.project()).orElse(build + ", or the folders in nexus.locations."));
    }

    private static String elsewhere(SqlFiles files) {
        String tool = "; and no file of " + files.layout().tool() + " in ";
        if (!files.locations().isEmpty()) {
            return tool + String.join(", ", files.locations());
        }
        List<String> usual = files.layout().usualFolders();
        return usual.isEmpty() ? "" : tool + String.join(", ", usual) + " of " + files.project();
    }

    private static String describe(Path directory) {
        return Files.isDirectory(directory) ? directory.toString() : directory + " (which does not exist)";
    }
}
