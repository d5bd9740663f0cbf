package io.github.claudenexus.discovery;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads the project's classes. Above it are the JDK and, of the plugin, only the packages {@code migration} and {@code schema}, so
 * that a project's own driver or library never meets the plugin's.
 */
public final class ProjectClassLoader extends URLClassLoader {

    private static final List<String> SHARED =
            List.of("io.github.claudenexus.migration.", "io.github.claudenexus.schema.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader ours = ProjectClassLoader.class.getClassLoader();
    private final ClassPath classPath;
    private boolean isOpen;

    /** Over the places of a class path, which is resolved when the first class of the project is looked for. */
    ProjectClassLoader(ClassPath classPath) {
        super(new URL[0], ClassLoader.getPlatformClassLoader());
        this.classPath = classPath;
    }

    private synchronized void open() {
        if (!isOpen) {
            // What resolves it may ask the class loader of the thread, which this one may be.
            within(ours, classPath::places).forEach(place -> addURL(url(place)));
            isOpen = true;
        }
    }

    /** Does something with this class loader as that of the thread. */
    static <T> T within(ClassLoader loader, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path place) {
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Whether a class of this name comes from the plugin. */
    static boolean isShared(String className) {
        return SHARED.stream().anyMatch(className::startsWith);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) {
            return ours.loadClass(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        open();
        return super.findClass(name);
    }

    @Override
    public @Nullable URL findResource(String name) {
        open();
        URL found = super.findResource(name);
        return found == null ? null : UncachedConnections.uncached(found);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        open();
        return Collections.enumeration(Collections.list(super.findResources(name)).stream()
                .map(UncachedConnections::uncached)
                .toList());
    }
}
