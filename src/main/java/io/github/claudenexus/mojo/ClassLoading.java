package io.github.claudenexus.mojo;

import java.util.function.Supplier;

/** Runs work as authors' code expects it: with the project's class loader as that of the thread. */
final class ClassLoading {

    private ClassLoading() {}

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
}
