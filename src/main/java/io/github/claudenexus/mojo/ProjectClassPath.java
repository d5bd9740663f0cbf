package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.ClassPath.Output;
import io.github.claudenexus.discovery.ResourceFolder;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/** A Maven project as discovery sees it: its outputs, what they are built from, and its dependencies. */
final class ProjectClassPath {

    private ProjectClassPath() {}

    static ClassPath of(MavenProject project, Scope scope, List<String> packages, boolean checkSources) {
        if (project.getFile() == null) {
            return new ClassPath(List.of(), packages, List.of());
        }
        List<Output> outputs = new ArrayList<>();
        outputs.add(output(
                project.getBuild().getOutputDirectory(),
                checkSources ? sources(project, project.getCompileSourceRoots(), "main") : List.of(),
                checkSources ? project.getResources() : List.of(),
                checkSources ? new OtherFolders(project).ofMain() : List.of(),
                "mvn process-classes"));
        if (scope == Scope.TEST) {
            outputs.add(output(
                    project.getBuild().getTestOutputDirectory(),
                    checkSources ? sources(project, project.getTestCompileSourceRoots(), "test") : List.of(),
                    checkSources ? project.getTestResources() : List.of(),
                    checkSources ? new OtherFolders(project).all() : List.of(),
                    "mvn process-test-classes"));
        }
        return new ClassPath(outputs, packages, paths(elements(project, scope).stream()));
    }

    private static Output output(
            String directory, List<Path> sourceRoots, List<Resource> resources, List<Path> elsewhere, String builtBy) {
        return new Output(
                Path.of(directory),
                sourceRoots,
                resources.stream()
                        .map(it -> new ResourceFolder(
                                Path.of(it.getDirectory()),
                                Objects.toString(it.getTargetPath(), ""),
                                it.isFiltering(),
                                it.getIncludes(),
                                it.getExcludes()))
                        .toList(),
                elsewhere,
                builtBy);
    }

    // The compilers of other languages add their folders to Maven's only when they run.
    private static List<Path> sources(MavenProject project, List<String> roots, String scope) {
        Path folder = project.getBasedir().toPath().resolve("src").resolve(scope);
        Stream<Path> others = Stream.of("kotlin", "groovy", "scala").map(folder::resolve);
        return Stream.concat(paths(roots.stream()).stream(), others).distinct().toList();
    }

    private static List<String> elements(MavenProject project, Scope scope) {
        try {
            return scope == Scope.TEST ? project.getTestClasspathElements() : project.getRuntimeClasspathElements();
        } catch (DependencyResolutionRequiredException unresolved) {
            throw Failure.of(
                            FailureCode.FILE,
                            "The project's class path cannot be had: " + unresolved.getMessage(),
                            "Run the goal with the build that makes it: mvn process-classes nexus:migrate.")
                    .exception(unresolved);
        }
    }

    private static List<Path> paths(Stream<String> names) {
        return names.map(Path::of).toList();
    }
}
