package io.github.claudenexus.mojo;

import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.jdbc.LocalUser;
import io.github.claudenexus.jdbc.PgEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses the database of a run from what Maven and the environment say. */
final class Databases {

    private final MavenContext surroundings;
    private final Consumer<String> warnings;

    Databases(MavenContext surroundings, Consumer<String> warnings) {
        this.surroundings = surroundings;
        this.warnings = warnings;
    }

    DatabaseSource choose(@Nullable String pom, @Nullable String server) {
        return DatabaseSource.choose(
                surroundings.commandLine().databaseUrl().orElse(null),
                written(pom).orElse(null),
                environment(server));
    }

    /** The database of a goal that needs none. */
    Optional<DatabaseSource> chooseIfSet(@Nullable String pom, @Nullable String server) {
        return DatabaseSource.chooseIfSet(
                surroundings.commandLine().databaseUrl().orElse(null),
                written(pom).orElse(null),
                environment(server));
    }

    /** The server for rehearsals, where one is set; the login of the database is not for it. */
    Optional<DatabaseSource> scratch(@Nullable String pom) {
        return DatabaseSource.scratch(
                surroundings.commandLine().scratchUrl().orElse(null),
                written(pom, CommandLine.SCRATCH_URL).orElse(null),
                environment());
    }

    private PgEnvironment environment(@Nullable String server) {
        return SettingsServer.login(server, surroundings)
                .map(environment()::with)
                .orElseGet(this::environment);
    }

    private PgEnvironment environment() {
        Map<String, String> system = surroundings.systemProperties();
        return new PgEnvironment(
                surroundings.environment(),
                new LocalUser(
                        system.getOrDefault("user.name", ""),
                        Path.of(system.getOrDefault("user.home", "")),
                        system.getOrDefault("os.name", "").startsWith("Windows")),
                Databases::read,
                file -> PrivateFile.read(file, warnings));
    }

    /** The URL that the POM holds: the parameter, or a property as nexus:start sets it. */
    Optional<String> written(@Nullable String pom) {
        return written(pom, CommandLine.DATABASE_URL);
    }

    /** A parameter as the POM holds it, as an element or as this property. */
    Optional<String> written(@Nullable String element, String property) {
        return Optional.ofNullable(element)
                .or(() -> Optional.ofNullable(
                        surroundings.project().getProperties().getProperty(property)));
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
