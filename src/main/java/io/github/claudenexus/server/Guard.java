package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A shell that outlives a killed run: it waits for the end of its input, which the system closes with the run's
 * process, then ends the server and deletes the run's folder. Windows has none; there the next run does that.
 */
final class Guard implements AutoCloseable {

    // Signals that end a whole group of processes must not end it first.
    private static final String SCRIPT = "trap '' HUP INT TERM; read -r _; \"$@\"; rm -rf \"$0\" || rm -rf \"$0\"";

    private final Optional<Process> shell;

    private Guard(Optional<Process> shell) {
        this.shell = shell;
    }

    /** Sets it up over a folder that has, or will have, a server's data. */
    static Guard over(Path folder, Path data, Programs programs) throws IOException {
        if (Programs.ON_WINDOWS) {
            return new Guard(Optional.empty());
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, folder.toString()));
        command.addAll(programs.command("pg_ctl", "stop", "--pgdata=" + data, "--mode=immediate", "--silent"));
        return new Guard(Optional.of(new ProcessBuilder(command)
                // Whoever reads the build's output would wait for it as well.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()));
    }

    /** Sends it away: there is nothing left to end. */
    @Override
    public void close() {
        shell.ifPresent(Process::destroyForcibly);
    }
}
