package io.github.claudenexus.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A shell that outlives a killed run: it waits for the end of its input, which the system closes with the run's
 * process, then stops the server and deletes the run's folder. Windows has no such shell; there the next start does it.
 * Kept data is left to the next start as well: a shell that is late would stop the server of another run.
 */
final class OrphanReaper implements AutoCloseable {

    // Signals that end a whole group of processes must not end it first.
    private static final String SCRIPT = "trap '' HUP INT TERM; read -r _; \"$@\"; rm -rf \"$0\" || rm -rf \"$0\"";

    private final Optional<Process> shell;
    private final ProcessBuilder stop;

    private OrphanReaper(Optional<Process> shell, ProcessBuilder stop) {
        this.shell = shell;
        this.stop = stop;
    }

    /** Starts it for a folder that has, or will have, a server's data. */
    static OrphanReaper over(DataFolder data, Programs programs) throws IOException {
        boolean kept = data.lifetime().isKept();
        List<String> stop = programs.command(
                "pg_ctl", "stop", "--pgdata=" + data.path(), "--mode=" + (kept ? "fast" : "immediate"), "--silent");
        if (Programs.ON_WINDOWS || kept) {
            return new OrphanReaper(Optional.empty(), silent(programs, stop));
        }
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, data.parent().toString()));
        command.addAll(stop);
        return new OrphanReaper(Optional.of(silent(programs, command).start()), silent(programs, stop));
    }

    private static ProcessBuilder silent(Programs programs, List<String> command) {
        return new ProcessBuilder(command)
                // Another user may not be allowed into ours.
                .directory(programs.folder().toFile())
                // Whoever reads the build's output would wait for it as well.
                .redirectError(Redirect.DISCARD)
                .redirectOutput(Redirect.DISCARD);
    }

    /** Has the server stopped at once, for a {@link ShutdownHook}: by the shell, or where there is none by PostgreSQL. */
    Callable<Process> stop() {
        return shell.<Callable<Process>>map(waiting -> () -> {
                    waiting.getOutputStream().close();
                    return waiting;
                })
                .orElse(stop::start);
    }

    /** Ends it: nothing is left to stop. */
    @Override
    public void close() {
        shell.ifPresent(Process::destroyForcibly);
    }
}
