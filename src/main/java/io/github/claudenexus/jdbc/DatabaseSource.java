package io.github.claudenexus.jdbc;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which database a run is for, and which setting said so. */
public sealed interface DatabaseSource {

    /** The source of a database that libpq's variables name. */
    String VARIABLES = "PG* in the environment";

    /** Where the setting is, in words: {@code DATABASE_URL in the environment}. */
    String source();

    /**
     * A database somebody else keeps.
     *
     * @param settings how to reach it
     * @param source where that is set
     */
    record Given(ConnectionSettings settings, String source) implements DatabaseSource {}

    /**
     * The plugin's own server.
     *
     * @param source where that is set
     */
    record Embedded(String source) implements DatabaseSource {}

    /**
     * The first setting that is there; an empty one is not. One without a password gets that of libpq's password file.
     *
     * @param property {@code -Dnexus.databaseUrl}
     * @param pom {@code <databaseUrl>} in the POM
     * @param environment the environment
     * @throws NexusException when nothing is set, or what is set cannot be understood
     */
    static DatabaseSource choose(@Nullable String property, @Nullable String pom, PgEnvironment environment) {
        return chooseIfSet(property, pom, environment).orElseThrow(DatabaseSource::none);
    }

    /**
     * The same, where a database is not demanded.
     *
     * @throws NexusException when what is set cannot be understood
     */
    static Optional<DatabaseSource> chooseIfSet(
            @Nullable String property, @Nullable String pom, PgEnvironment environment) {
        return Stream.<Supplier<Optional<DatabaseSource>>>of(
                        () -> url(property, "-Dnexus.databaseUrl on the command line", environment),
                        () -> url(pom, "<databaseUrl> in the POM", environment),
                        () -> url(
                                environment.variable("DATABASE_URL").orElse(""),
                                "DATABASE_URL in the environment",
                                environment),
                        () -> environment.settings().map(settings -> new Given(settings, VARIABLES)))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * The server for rehearsals, where one is set.
     *
     * @param property {@code -Dnexus.scratchUrl}
     * @param pom {@code <scratchUrl>} in the POM
     * @param environment where a password may be looked up
     * @throws NexusException when what is set cannot be understood
     */
    static Optional<DatabaseSource> scratch(
            @Nullable String property, @Nullable String pom, PgEnvironment environment) {
        return url(property, "-Dnexus.scratchUrl on the command line", environment)
                .or(() -> url(pom, "<scratchUrl> in the POM", environment));
    }

    private static Optional<DatabaseSource> url(@Nullable String text, String source, PgEnvironment environment) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (text.strip().equals("embedded")) {
            return Optional.of(new Embedded(source));
        }
        SettingsDraft draft = DatabaseUrl.draft(text, "database URL from " + source);
        return Optional.of(new Given(draft.finish(environment), source));
    }

    private static NexusException none() {
        return Failure.of(
                        FailureCode.NO_DATABASE,
                        "No setting names a database",
                        "Give one of these: -Dnexus.databaseUrl=postgresql://user@host:5432/database on the command"
                                + " line, <databaseUrl> in the POM, DATABASE_URL in the environment, or PGHOST,"
                                + " PGSERVICE or PGDATABASE in the environment. The word embedded in place of a URL"
                                + " starts the plugin's own PostgreSQL.")
                .exception();
    }
}
