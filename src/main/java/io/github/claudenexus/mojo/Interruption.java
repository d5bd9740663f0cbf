package io.github.claudenexus.mojo;

import java.util.concurrent.atomic.AtomicBoolean;

/** What a run does when its process is told to end, by Ctrl-C or by a build server that has waited long enough. */
final class Interruption implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread hook;

    private Interruption(Runnable last) {
        this.hook = new Thread(() -> perform(last), "nexus-interrupted");
    }

    /**
     * Has this done when the process is told to end, until closed.
     *
     * @param last what is to be done, at once and whatever else the process is at
     */
    static Interruption does(Runnable last) {
        Interruption interruption = new Interruption(last);
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException ending) {
            interruption.over.set(true);
        }
        return interruption;
    }

    // The process ends whatever happens here.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private void perform(Runnable last) {
        if (over.compareAndSet(false, true)) {
            try {
                last.run();
            } catch (RuntimeException | LinkageError unheard) {
                // Nobody listens any more.
            }
        }
    }

    /** The run has come to its end. False when the interruption was there first, and has the last word. */
    boolean ends() {
        return over.compareAndSet(false, true);
    }

    /** Forgets it, and with it the class loader it came from: a daemon outlives its builds. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // It runs, or has run.
        }
    }
}
