package io.github.claudenexus.resilience;

import java.io.IOException;

/** A thread that hands on what one side of a proxy says, until a side hangs up. */
final class Pump {

    private Pump() {}

    /** What it does. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // One side has hung up; so does the other.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
