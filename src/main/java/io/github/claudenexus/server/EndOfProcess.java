package io.github.claudenexus.server;

import java.io.IOException;

/** What is to be done when the run's process is told to end, by Ctrl-C for one, before the run is through. */
final class EndOfProcess implements AutoCloseable {

    /** A step that may fail, and which the next start repeats then. */
    interface Step {
        void run() throws IOException;
    }

    private final Thread hook;

    private EndOfProcess(Thread hook) {
        this.hook = hook;
    }

    /** Remembers a step until it is closed. */
    static EndOfProcess runs(Step step) {
        Thread hook = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException | RuntimeException leftToTheNextStart) {
                        // Nobody listens any more.
                    }
                },
                "nexus-server-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new EndOfProcess(hook);
    }

    /** Forgets it, and with it the class loader it came from. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // It runs, or has run.
        }
    }
}
