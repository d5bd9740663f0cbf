package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.SqlFiles;
import io.github.claudenexus.session.RunSettings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every goal is asked for, understood and checked.
 *
 * @param databaseUrl {@code <databaseUrl>} in the POM
 * @param server the id of a {@code <server>} of settings.xml
 * @param packages the packages to look in besides the project's own output
 * @param files where the SQL files are, and how they are read
 * @param scope whose migrations
 * @param checkSources whether what is built is compared with its sources
 * @param settings how the run behaves
 */
record RunRequest(
        @Nullable String databaseUrl,
        @Nullable String server,
        List<String> packages,
        SqlFiles files,
        Scope scope,
        boolean checkSources,
        RunSettings settings) {

    private static final String SHIPPED = "io.github.claudenexus.schema";

    /** Whose migrations are run. */
    enum Scope {
        /** Those of the project. */
        MAIN,
        /** Those of its tests as well. */
        TEST
    }

    /** Where to look for migrations. */
    ClassPath classPath(MavenContext maven) {
        return ProjectClassPath.of(maven, scope, packages, checkSources);
    }

    /** Where to look for seeds. */
    ClassPath seedPath(MavenContext maven) {
        return ProjectClassPath.withTests(maven, packages, checkSources);
    }

    /** Those that are named; without a project or files of its own, the schema that comes with the plugin. */
    static List<String> packages(@Nullable List<String> named, boolean ofProject) {
        List<String> packages = named == null
                ? List.of()
                : named.stream()
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
        return packages.isEmpty() && !ofProject ? List.of(SHIPPED) : packages;
    }
}
