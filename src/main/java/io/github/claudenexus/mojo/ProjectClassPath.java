package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.ClassPath.Output;
import io.github.claudenexus.discovery.ResourceFolder;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.mojo.RunRequest.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.model.Build;
import org.apache.maven.model.Resource;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionRequest;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactProperties;
import org.eclipse.aether.graph.Dependency;

/** A Maven project as discovery sees it: its outputs, what they are built from, and its dependencies. */
final class ProjectClassPath {

    private ProjectClassPath() {}

    /** What a goal of these packages looks at. */
    static ClassPath of(MavenContext maven, Scope scope, List<String> packages, boolean checkSources) {
        if (!maven.hasPom()) {
            return new ClassPath(List.of(), packages, List.of());
        }
        List<Output> outputs = outputs(maven.project(), scope, checkSources);
        return scope == Scope.TEST
                ? new ClassPath(outputs, packages, testEntries(maven))
                : new ClassPath(outputs, packages, () -> mainEntries(maven));
    }

    /** With the tests, for a goal that has Maven resolve their dependencies. */
    static ClassPath withTests(MavenContext maven, List<String> packages, boolean checkSources) {
        if (!maven.hasPom()) {
            return new ClassPath(List.of(), packages, List.of());
        }
        try {
            List<Path> entries = paths(maven.project().getTestClasspathElements().stream());
            return new ClassPath(outputs(maven.project(), Scope.TEST, checkSources), packages, entries);
        } catch (DependencyResolutionRequiredException unresolved) {
            throw notResolved(unresolved);
        }
    }

    private static List<Output> outputs(MavenProject project, Scope scope, boolean checkSources) {
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
        return outputs;
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

    // Maven resolves dependencies for a goal always or never: for those that seldom need them, never.
    private static List<Path> mainEntries(MavenContext maven) {
        MavenProject project = maven.project();
        boolean resolved = maven.execution().getMojoDescriptor().getDependencyResolutionRequired() != null;
        try {
            return resolved
                    ? paths(project.getRuntimeClasspathElements().stream())
                    : entries(
                            maven,
                            ProjectClassPath::isForMain,
                            List.of(project.getBuild().getOutputDirectory()));
        } catch (DependencyResolutionRequiredException unresolved) {
            throw notResolved(unresolved);
        } catch (DependencyResolutionException unresolved) {
            throw notResolved(
                    "The project's class path cannot be resolved",
                    unresolved,
                    "Correct the project's dependencies, or run the goal with the build that makes them:"
                            + " mvn process-classes nexus:" + maven.execution().getGoal() + ".");
        }
    }

    private static List<Path> testEntries(MavenContext maven) {
        Build build = maven.project().getBuild();
        try {
            return entries(maven, scope -> true, List.of(build.getTestOutputDirectory(), build.getOutputDirectory()));
        } catch (DependencyResolutionException unresolved) {
            throw notResolved(
                    "The project's test class path cannot be resolved",
                    unresolved,
                    "Correct the project's dependencies, or leave nexus.scope=test out.");
        }
    }

    private static List<Path> entries(MavenContext maven, Predicate<String> scopes, List<String> outputs)
            throws DependencyResolutionException {
        DependencyResolutionRequest request = new DefaultDependencyResolutionRequest(
                        maven.project(), maven.session().getRepositorySession())
                .setResolutionFilter((node, parents) -> node.getDependency() == null
                        || scopes.test(node.getDependency().getScope()));
        Stream<Path> dependencies = maven.dependencies().resolve(request).getResolvedDependencies().stream()
                .map(Dependency::getArtifact)
                .filter(ProjectClassPath::isOnClassPath)
                .map(artifact -> artifact.getFile().toPath());
        return Stream.concat(paths(outputs.stream()).stream(), dependencies).toList();
    }

    private static boolean isForMain(String scope) {
        return scope.equals("compile") || scope.equals("runtime");
    }

    private static boolean isOnClassPath(Artifact artifact) {
        return Boolean.parseBoolean(artifact.getProperty(ArtifactProperties.CONSTITUTES_BUILD_PATH, "false"));
    }

    private static NexusException notResolved(DependencyResolutionRequiredException why) {
        return notResolved(
                "The project's class path is not resolved",
                why,
                "Run the goal with the build that makes it: mvn process-classes nexus:migrate.");
    }

    private static NexusException notResolved(String what, Exception why, String hint) {
        String reason = String.valueOf(why.getMessage()).replaceAll("\\s+", " ").strip();
        return Failure.of(FailureCode.FILE, what + ": " + reason, hint).exception(why);
    }

    private static List<Path> paths(Stream<String> names) {
        return names.map(Path::of).toList();
    }
}
