package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/** A project's folders that may hold sources which Maven does not name before it builds. */
final class OtherFolders {

    // Copies that another tool made are no sources: those of what was deleted would hide what is left over.
    private static final Set<String> MADE = Set.of("bin", "build", "node_modules", "out", "target");

    private final Path base;
    private final Path build;

    OtherFolders(MavenProject project) {
        this.base = project.getBasedir().toPath();
        this.build = Path.of(project.getBuild().getDirectory());
    }

    /** Those that are not for tests. */
    List<Path> ofMain() {
        return folders(name -> !name.contains("test") && !name.equals("it"));
    }

    List<Path> all() {
        return folders(name -> true);
    }

    private List<Path> folders(Predicate<String> wanted) {
        Path sources = base.resolve("src");
        return Stream.of(
                        children(base, name -> !name.startsWith(".") && !MADE.contains(name))
                                .filter(folder -> !folder.equals(build) && !folder.equals(sources))
                                .filter(folder -> !Files.exists(folder.resolve("pom.xml"))),
                        children(sources, wanted),
                        children(build, name -> name.startsWith("generated-") && wanted.test(name)))
                .flatMap(folders -> folders)
                .toList();
    }

    private static Stream<Path> children(Path folder, Predicate<String> named) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children
                    .filter(child -> Files.isDirectory(child)
                            && named.test(child.getFileName().toString()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw Failure.of(
                            FailureCode.FILE,
                            folder + " cannot be read: " + unreadable.getMessage(),
                            "Make its files readable.")
                    .exception(unreadable);
        }
    }
}
