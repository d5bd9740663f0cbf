package io.github.claudenexus.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's own programs.
 *
 * @param folder where they are
 * @param user as whom they run
 */
record Programs(Path folder, ProgramUser user) {

    static final boolean ON_WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    /** Runs one to its end. */
    void run(Path log, String program, String... arguments) throws IOException {
        run(Redirect.appendTo(log.toFile()), program, arguments);
    }

    /** Has pg_ctl send a signal, of which Java itself knows too few. */
    void signal(String signal, long process) throws IOException {
        run(Redirect.DISCARD, "pg_ctl", "kill", signal, String.valueOf(process));
    }

    private void run(Redirect output, String program, String... arguments) throws IOException {
        Process process = start(output, program, arguments);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(program + " ended with " + process.exitValue());
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + program + " ran");
        }
    }

    /** Starts one. */
    Process start(Redirect output, String program, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(program, arguments));
        // The user's settings are for other servers.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        // Another user may not be allowed into ours.
        builder.directory(folder.toFile());
        return builder.redirectErrorStream(true).redirectOutput(output).start();
    }

    /** The command line of one. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(user.prefix());
        command.add(folder.resolve(ON_WINDOWS ? program + ".exe" : program).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
