package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.ClassPath.Output;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/** A Maven project as discovery sees it: its outputs, what they are built from, and its dependencies. */
final class ProjectClassPath {

    private ProjectClassPath() {}

    static ClassPath of(MavenProject project, Scope scope, List<String> packages) {
        if (project.getFile() == null) {
            return new ClassPath(List.of(), packages, List.of());
        }
        List<Output> outputs = new ArrayList<>();
        outputs.add(new Output(
                Path.of(project.getBuild().getOutputDirectory()),
                paths(project.getCompileSourceRoots().stream()),
                paths(project.getResources().stream().map(Resource::getDirectory)),
                "mvn process-classes"));
        if (scope == Scope.TEST) {
            outputs.add(new Output(
                    Path.of(project.getBuild().getTestOutputDirectory()),
                    paths(project.getTestCompileSourceRoots().stream()),
                    paths(project.getTestResources().stream().map(Resource::getDirectory)),
                    "mvn process-test-classes"));
        }
        return new ClassPath(outputs, packages, paths(elements(project, scope).stream()));
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
