package io.github.claudenexus.server;

import java.util.concurrent.Callable;

/** What is to be done when the run's process has to end, by Ctrl-C for one, before the run is through. */
final class ShutdownHook implements AutoCloseable {

    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    /**
     * Registers it until it is closed. The next start does it where it fails.
     *
     * @param stop has a program of the system do it, which is waited for. Maven closes the plugin's class loader before
     *     its process ends, so it may use nothing but the JDK's own classes.
     */
    static ShutdownHook of(Callable<Process> stop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stop.call().waitFor();
                    } catch (Exception leftToTheNextStart) {
                        // Nobody reads a message any more.
                    }
                },
                "nexus-server-stop");
        Runtime.getRuntime().addShutdownHook(thread);
        return new ShutdownHook(thread);
    }

    /** Removes it, and with it the reference to its class loader. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException alreadyEnding) {
            // It runs, or has run.
        }
    }
}
