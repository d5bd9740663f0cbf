package io.github.claudenexus.discovery;

import java.io.Closeable;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.List;
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
 */
public record MigrationSet(List<DiscoveredMigration> migrations, List<String> remarks, URLClassLoader loader)
        implements Closeable {

    /** The names of the placeholders in their statements. */
    public Set<String> placeholders() {
        return migrations.stream()
                .flatMap(migration -> migration instanceof SqlMigration sql ? sql.scripts() : Stream.of())
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
        loader.close();
    }
}
