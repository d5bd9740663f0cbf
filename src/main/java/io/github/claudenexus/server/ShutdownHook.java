package io.github.claudenexus.server;

import java.io.IOException;
import org.apache.commons.io.function.IORunnable;

/** What is to be done when the run's process has to end, by Ctrl-C for one, before the run is through. */
final class ShutdownHook implements AutoCloseable {

    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    /** Registers it until it is closed. The next start does it where it fails. */
    static ShutdownHook of(IORunnable action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (IOException | RuntimeException leftToTheNextStart) {
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
