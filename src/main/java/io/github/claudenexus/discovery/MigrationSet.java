package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failures;
import io.github.claudenexus.sql.SqlScript;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
     * Reads the files of some migrations to their end.
     *
     * @throws io.github.claudenexus.failure.NexusException with everything in them that no script may hold
     */
    public static void check(List<DiscoveredMigration> some) {
        check(some, MigrationSet::scripts);
    }

    /** The same, of those that undo them. */
    public static void checkDowns(List<DiscoveredMigration> some) {
        check(some, DiscoveredMigration::downChecksum);
    }

    private static void check(List<DiscoveredMigration> some, Function<DiscoveredMigration, Optional<?>> reading) {
        Failures problems = new Failures();
        some.forEach(migration -> problems.gather(() -> reading.apply(migration)));
        problems.throwFirst();
    }

    /** The scripts of one that has any. */
    static Optional<List<SqlScript>> scripts(DiscoveredMigration migration) {
        return migration instanceof SqlMigration sql ? Optional.of(sql.scripts().toList()) : Optional.empty();
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
