package io.github.claudenexus.server;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's own programs.
 *
 * @param folder where they lie
 */
record Programs(Path folder) {

    private static final ProcessBuilder.Redirect NOWHERE = ProcessBuilder.Redirect.DISCARD;

    static final boolean ON_WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    /** Runs one to its end. */
    void run(File log, String program, String... arguments) throws IOException {
        run(ProcessBuilder.Redirect.appendTo(log), program, arguments);
    }

    /** Has pg_ctl send a signal, of which Java itself knows too few. */
    void signal(String signal, long process) throws IOException {
        run(NOWHERE, "pg_ctl", "kill", signal, String.valueOf(process));
    }

    private void run(ProcessBuilder.Redirect output, String program, String... arguments) throws IOException {
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
    Process start(ProcessBuilder.Redirect output, String program, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(program, arguments));
        // What the user set for other servers is not meant for this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder.redirectErrorStream(true).redirectOutput(output).start();
    }

    /** How one is called here. */
    List<String> command(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(user().prefix());
        command.add(folder.resolve(ON_WINDOWS ? program + ".exe" : program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** As whom they run. */
    ProgramUser user() throws IOException {
        return ProgramUser.choose(folder);
    }
}
