package io.github.claudenexus.mojo;

import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.jdbc.PgEnvironment;
import io.github.claudenexus.jdbc.PgEnvironment.LocalUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses the databases of a run from what Maven and the environment say. */
final class Databases {

    private final MavenContext maven;
    private final Consumer<String> warnings;

    /**
     * For one run.
     *
     * @param warnings gets a line for each password in places where others can read them
     */
    Databases(MavenContext maven, Consumer<String> warnings) {
        this.maven = maven;
        this.warnings = warnings;
    }

    /** The database of a goal that needs one. */
    DatabaseSource choose(RunRequest request) {
        Optional<DatabaseSource> started = started();
        if (started.isPresent()) {
            return started.get();
        }
        Optional<String> pom = pomUrl(request.databaseUrl(), CommandLine.DATABASE_URL);
        DatabaseSource source = DatabaseSource.choose(
                maven.commandLine().databaseUrl().orElse(null), pom.orElse(null), environment(request.server()));
        warnOfPomPassword("databaseUrl", source, pom);
        return source;
    }

    /** The database of a goal that needs none. */
    Optional<DatabaseSource> chooseIfSet(RunRequest request) {
        Optional<DatabaseSource> started = started();
        if (started.isPresent()) {
            return started;
        }
        Optional<String> pom = pomUrl(request.databaseUrl(), CommandLine.DATABASE_URL);
        Optional<DatabaseSource> source = DatabaseSource.chooseIfSet(
                maven.commandLine().databaseUrl().orElse(null), pom.orElse(null), environment(request.server()));
        source.ifPresent(it -> warnOfPomPassword("databaseUrl", it, pom));
        return source;
    }

    // Whoever starts a server in a build means it, whatever else the POM or the environment names.
    private Optional<DatabaseSource> started() {
        return StartedServer.of(maven)
                .map(it -> new DatabaseSource.Given(it.server().settings(), StartedServer.SOURCE));
    }

    /** The server for rehearsals, where one is set; the login of the database is not for it. */
    Optional<DatabaseSource> scratch(@Nullable String element) {
        Optional<String> pom = pomUrl(element, CommandLine.SCRATCH_URL);
        Optional<DatabaseSource> source =
                DatabaseSource.scratch(maven.commandLine().scratchUrl().orElse(null), pom.orElse(null), environment());
        source.ifPresent(it -> warnOfPomPassword("scratchUrl", it, pom));
        return source;
    }

    /** The URL that the POM holds: the parameter's element, or the property of its name. */
    private Optional<String> pomUrl(@Nullable String element, String property) {
        return Optional.ofNullable(element)
                .or(() -> Optional.ofNullable(maven.project().getProperties().getProperty(property)));
    }

    // The URL is parsed a second time, because the password of the source may be that of the password file.
    private void warnOfPomPassword(String element, DatabaseSource source, Optional<String> pom) {
        boolean inPom = source.source().contains("POM")
                && source instanceof DatabaseSource.Given
                && pom.map(url -> DatabaseUrl.parse(url, ""))
                        .filter(settings -> !settings.password().isEmpty())
                        .isPresent();
        if (inPom) {
            warnings.accept("<" + element + "> in the POM holds a password, and Maven itself prints POMs."
                    + " Put the URL into "
                    + (element.equals("databaseUrl") ? "DATABASE_URL in the environment" : "-Dnexus." + element)
                    + ", or the password into a pgpass file.");
        }
    }

    private PgEnvironment environment(@Nullable String server) {
        return SettingsServer.login(server, maven).map(environment()::with).orElseGet(this::environment);
    }

    private PgEnvironment environment() {
        Map<String, String> system = maven.systemProperties();
        return new PgEnvironment(
                maven.environment(),
                new LocalUser(
                        system.getOrDefault("user.name", ""),
                        Path.of(system.getOrDefault("user.home", "")),
                        system.getOrDefault("os.name", "").startsWith("Windows")),
                Databases::read,
                file -> PrivateFile.read(file, warnings));
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
