package io.github.claudenexus.server;

import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The server process that a data folder's {@code postmaster.pid} names. */
final class Postmaster {

    /** How a server is to stop. */
    enum Stop {
        /** Ends the clients and writes its data, for a start that needs no recovery. */
        FAST("INT"),
        /** Ends at once, its data no longer needed. */
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private static final String FILE = "postmaster.pid";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(3);
    private static final int START_LINE = 2;
    private static final int STATUS_LINE = 7;

    private Postmaster() {}

    /** Stops the server that still runs on this data, if one does; the caller holds the folder's lock. */
    static void stop(Path data, Stop how) throws IOException {
        Path file = data.resolve(FILE);
        Optional<ProcessHandle> running = running(data, file);
        if (running.isPresent()) {
            ProcessHandle server = running.get();
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(server), server.descendants()).toList();
            signal(server, how);
            // It removes the file last.
            if (within(PATIENCE, () -> hasEnded(server) || !Files.exists(file))) {
                within(LAST_MOMENT, () -> hasEnded(server));
            } else {
                all.forEach(ProcessHandle::destroyForcibly);
                if (!within(PATIENCE, () -> all.stream().allMatch(Postmaster::hasEnded))) {
                    throw new IOException("process " + server.pid() + " does not end");
                }
            }
        }
        // The number may be another program's by now, which would keep the next server from starting.
        Files.deleteIfExists(file);
    }

    /** Whether the server on this data accepts connections. */
    static boolean isReady(Path data) throws IOException {
        List<String> lines = lines(data.resolve(FILE));
        return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** What is waited for. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until a condition holds; false when it did not in time. */
    static boolean within(Duration time, Condition condition) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the server");
            }
        }
        return true;
    }

    /** Whether a process has ended; a zombie, as in containers whose process 1 waits for no child, has no program. */
    static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive() || program(process).isEmpty();
    }

    private static void signal(ProcessHandle server, Stop how) {
        try {
            Path program = program(server).orElseThrow(() -> new IOException("its program is not known"));
            Path folder = program.resolveSibling("");
            new Programs(folder, ProgramUser.choose(folder)).signal(how.signal, server.pid());
        } catch (IOException | NexusException programsAreGone) {
            server.destroy();
        }
    }

    private static Optional<ProcessHandle> running(Path data, Path file) throws IOException {
        List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).matches("-?\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Math.abs(Long.parseLong(lines.get(0))))
                .filter(Postmaster::isPostgres)
                .filter(process -> isOn(data, process, lines));
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    // After a reboot, or in a container, the number can be that of another server.
    private static boolean isOn(Path data, ProcessHandle process, List<String> lines) {
        // A server's working directory is its data folder: more certain than clocks, where the system shows it.
        Path folder = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        try {
            return Files.isSameFile(folder, data);
        } catch (IOException notShown) {
            return started(process, lines);
        }
    }

    /** Whether a process began when the file says that its server did. */
    static boolean started(ProcessHandle process, List<String> lines) {
        if (lines.size() <= START_LINE || !lines.get(START_LINE).strip().matches("\\d{1,12}")) {
            return false;
        }
        Instant written =
                Instant.ofEpochSecond(Long.parseLong(lines.get(START_LINE).strip()));
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, written).abs().compareTo(CLOCKS_DIFFER) <= 0)
                .orElse(false);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return program(process)
                .map(program -> program.getFileName().toString().matches("postgres(\\.exe)?"))
                .orElse(false);
    }

    /** The program of a process, unless it is a zombie. */
    static Optional<Path> program(ProcessHandle process) {
        return process.info().command().or(() -> firstArgument(process)).map(Path::of);
    }

    // Root of a container may not look at the program of another user's process, but everybody sees its command line.
    private static Optional<String> firstArgument(ProcessHandle process) {
        try {
            byte[] arguments = Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
            String first = new String(arguments, StandardCharsets.UTF_8).split("\0", 2)[0];
            return Optional.of(first).filter(program -> !program.isEmpty());
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
