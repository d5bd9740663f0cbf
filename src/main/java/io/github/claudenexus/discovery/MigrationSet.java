package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failures;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The migrations of one project, in order of their versions, and the class loader they came from. Closing it closes that
 * class loader.
 *
 * @param migrations in order
 * @param remarks what is allowed but worth saying, such as a gap in the versions
 * @param loader the project's class loader
 * @param jars the jars that their files are read from
 */
public record MigrationSet(
        List<DiscoveredMigration> migrations, List<String> remarks, URLClassLoader loader, Closeable jars)
        implements Closeable {

    /** Those of a class loader that are read already. */
    public MigrationSet(List<DiscoveredMigration> migrations, List<String> remarks, URLClassLoader loader) {
        this(migrations, remarks, loader, () -> {});
    }

    /**
     * Reads some migrations to their end: files, and classes.
     *
     * @throws io.github.claudenexus.failure.NexusException with everything that no script may hold, and why which class
     *     cannot be used
     */
    public static void check(List<DiscoveredMigration> some) {
        Failures problems = new Failures();
        gather(problems, some);
        problems.throwFirst();
    }

    static void gather(Failures problems, List<DiscoveredMigration> some) {
        some.forEach(migration -> problems.gather(() -> migration.read()));
    }

    /** The same, of the files that undo them. */
    public static void checkDowns(List<DiscoveredMigration> some) {
        Failures problems = new Failures();
        some.forEach(migration -> problems.gather(migration::downChecksum));
        problems.throwFirst();
    }

    /** The names of the placeholders in their statements; a file that cannot be split has none. */
    public Set<String> placeholders() {
        Failures leftOut = new Failures();
        return migrations.stream()
                .filter(SqlMigration.class::isInstance)
                .map(SqlMigration.class::cast)
                .flatMap(sql -> Stream.of(leftOut.gather(() -> Optional.of(sql.up())), leftOut.gather(sql::down)))
                .flatMap(Optional::stream)
                .flatMap(script -> script.statements().stream())
                .flatMap(statement -> statement.placeholders().stream())
                .collect(Collectors.toSet());
    }

    /** Does something as authors' code expects it: with the project's class loader as that of the thread. */
    public <T> T within(Supplier<T> work) {
        return ProjectClassLoader.within(loader, work);
    }

    @Override
    public void close() throws IOException {
        try (jars) {
            loader.close();
        }
    }
}
