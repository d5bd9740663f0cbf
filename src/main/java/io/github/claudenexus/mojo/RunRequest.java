package io.github.claudenexus.mojo;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.RunSettings.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked for, understood and checked.
 *
 * @param packages the packages to look in besides the project's own output
 * @param scope whose migrations
 * @param checkSources whether what is built is compared with its sources
 * @param settings how the run behaves
 * @param connectWait how long to wait for a server that does not answer yet
 */
record RunRequest(
        List<String> packages, Scope scope, boolean checkSources, RunSettings settings, Duration connectWait) {

    private static final String SHIPPED = "io.github.claudenexus.schema";

    static RunRequest of(Inputs inputs, MavenContext surroundings, PluginProperties plugin) {
        Limits limits = new Limits(
                ParameterText.of("nexus.lockTimeout", inputs.lockTimeout()).duration(Limits.DEFAULT.lockTimeout()),
                ParameterText.of("nexus.lockRetryTime", inputs.lockRetryTime())
                        .duration(Limits.DEFAULT.lockRetryTime()),
                ParameterText.of("nexus.wait", inputs.waitForRunner()).duration(Limits.DEFAULT.waitForRunner()));
        Optional<String> schema =
                ParameterText.of("nexus.schema", inputs.schema()).text();
        Map<String, String> variables = surroundings.commandLine().variables(inputs.variables());
        Path base = surroundings.baseDirectory();
        return new RunRequest(
                packages(inputs.packages(), surroundings.hasPom()),
                ParameterText.of("nexus.scope", inputs.scope()).scope(),
                inputs.checkSources(),
                new RunSettings(schema, limits, variables, base, plugin.version()),
                ParameterText.of("nexus.connectWait", inputs.connectWait()).duration(Duration.ZERO));
    }

    /** Where to look for migrations. */
    ClassPath classPath(MavenContext maven) {
        return ProjectClassPath.of(maven, scope, packages, checkSources);
    }

    /** Where to look for seeds. */
    ClassPath seedPath(MavenContext maven) {
        return ProjectClassPath.withTests(maven, packages, checkSources);
    }

    /** Those that are named; without a project, the schema that comes with the plugin. */
    static List<String> packages(@Nullable List<String> named, boolean hasPom) {
        List<String> packages = named == null
                ? List.of()
                : named.stream()
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
        return packages.isEmpty() && !hasPom ? List.of(SHIPPED) : packages;
    }
}
