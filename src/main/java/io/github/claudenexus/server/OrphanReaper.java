package io.github.claudenexus.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A shell that outlives a killed run: it waits for the end of its input, which the system closes with the run's
 * process, then stops the server and deletes the run's folder. Windows has no such shell; there the next start does it.
 * Kept data is left to the next start as well: a shell that is late would stop the server of another run.
 */
final class OrphanReaper implements AutoCloseable {

    // Signals that end a whole group of processes must not end it first.
    private static final String SCRIPT = "trap '' HUP INT TERM; read -r _; \"$@\"; rm -rf \"$0\" || rm -rf \"$0\"";

    private final Optional<Process> shell;

    private OrphanReaper(Optional<Process> shell) {
        this.shell = shell;
    }

    /** Starts it for a folder that has, or will have, a server's data. */
    static OrphanReaper over(DataFolder data, Programs programs) throws IOException {
        if (Programs.ON_WINDOWS || data.lifetime().isKept()) {
            return new OrphanReaper(Optional.empty());
        }
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, data.parent().toString()));
        command.addAll(programs.command("pg_ctl", "stop", "--pgdata=" + data.path(), "--mode=immediate", "--silent"));
        return new OrphanReaper(Optional.of(new ProcessBuilder(command)
                // Whoever reads the build's output would wait for it as well.
                .redirectError(Redirect.DISCARD)
                .redirectOutput(Redirect.DISCARD)
                .start()));
    }

    /** Ends it: nothing is left to stop. */
    @Override
    public void close() {
        shell.ifPresent(Process::destroyForcibly);
    }
}
