package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.sql.SqlScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/** The source files of migrations, as seen from the repository's folder: what a code review can show a finding at. */
final class SourceFiles {

    private SourceFiles() {}

    /** By the migration's class path name or class; those of other projects are not known. */
    static Map<String, String> of(MavenContext maven, Path base, Optional<Proof> proof) {
        if (!maven.hasPom()) {
            return Map.of();
        }
        List<Path> roots = roots(maven.project());
        Map<String, String> sources = new HashMap<>();
        for (DiscoveredMigration migration : proof.stream()
                .flatMap(it -> it.judged().stream())
                .map(Judgement::migration)
                .toList()) {
            names(migration).forEach(name -> roots.stream()
                    .map(root -> root.resolve(file(migration, name)))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .ifPresent(file -> sources.put(name, inProject(base, file))));
        }
        seeds(proof).forEach(seed -> roots.stream()
                .map(root -> root.resolve(seed))
                .filter(Files::isRegularFile)
                .findFirst()
                .ifPresent(file -> sources.put(seed, inProject(base, file))));
        return sources;
    }

    private static Stream<String> seeds(Optional<Proof> proof) {
        return proof.stream()
                .flatMap(it -> it.judged().stream())
                .flatMap(judgement -> judgement.failedSeed().stream())
                .flatMap(failure -> failure.place().origin().stream());
    }

    private static String inProject(Path project, Path file) {
        Path base = project.toAbsolutePath().normalize();
        Path source = file.toAbsolutePath().normalize();
        Path shown = source.startsWith(base) ? base.relativize(source) : source;
        return shown.toString().replace('\\', '/');
    }

    private static Stream<String> names(DiscoveredMigration migration) {
        return migration instanceof JavaMigration
                ? Stream.of(migration.origin())
                : ((SqlMigration) migration).scripts().map(SqlScript::file).distinct();
    }

    private static String file(DiscoveredMigration migration, String name) {
        return migration instanceof JavaMigration ? name.replace('.', '/') + ".java" : name;
    }

    private static List<Path> roots(MavenProject project) {
        return Stream.of(
                        project.getCompileSourceRoots().stream(),
                        project.getTestCompileSourceRoots().stream(),
                        project.getResources().stream().map(Resource::getDirectory),
                        project.getTestResources().stream().map(Resource::getDirectory),
                        Stream.of(project.getBasedir().getPath()))
                .flatMap(names -> names)
                .map(Path::of)
                .toList();
    }
}
