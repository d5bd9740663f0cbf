package io.github.claudenexus.mojo;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;

/** What a run does when its process is asked to end, by Ctrl-C or by a build server that has waited long enough. */
final class Interruption implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread hook;

    private Interruption(Runnable last) {
        this.hook = new Thread(() -> perform(last), "nexus-interrupted");
    }

    /**
     * Has this done when the process is asked to end, until closed.
     *
     * @param last what is to be done, at once and whatever else the process is at
     * @throws MojoExecutionException if the process is ending already: then nothing may be begun
     */
    static Interruption does(Runnable last) throws MojoExecutionException {
        return does(last, Runtime.getRuntime()::addShutdownHook);
    }

    /**
     * The same.
     *
     * @param ofProcess takes a thread to be started when the process is asked to end, and refuses it as {@link Runtime}
     *     does when that was before
     */
    static Interruption does(Runnable last, Consumer<Thread> ofProcess) throws MojoExecutionException {
        Interruption interruption = new Interruption(last);
        try {
            ofProcess.accept(interruption.hook);
        } catch (IllegalStateException ending) {
            throw interrupted();
        }
        return interruption;
    }

    // The process ends whatever happens here.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private void perform(Runnable last) {
        if (over.compareAndSet(false, true)) {
            try {
                last.run();
            } catch (RuntimeException | LinkageError ignored) {
                // Nobody listens any more.
            }
        }
    }

    /**
     * The run has come to its end.
     *
     * @throws MojoExecutionException if the interruption was there first, and has the last word: until the process is
     *     gone, Maven must not go on with the next goal
     */
    void ends() throws MojoExecutionException {
        if (!over.compareAndSet(false, true)) {
            throw interrupted();
        }
    }

    /** Whether the process is about to end: then nothing may be begun. */
    static boolean isEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    private static MojoExecutionException interrupted() {
        return new MojoExecutionException("The run was interrupted.");
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
