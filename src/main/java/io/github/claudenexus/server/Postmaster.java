package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server process that a data folder's {@code postmaster.pid} names. */
final class Postmaster {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(3);
    private static final int START_LINE = 2;

    private Postmaster() {}

    /** Ends the server that still runs on this data, if one does; whoever calls has the folder's lock. */
    static void stop(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        Optional<ProcessHandle> running = running(data, file);
        if (running.isPresent()) {
            ProcessHandle server = running.get();
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(server), server.descendants()).toList();
            server.destroy();
            if (!ended(List.of(server))) {
                all.forEach(ProcessHandle::destroyForcibly);
                if (!ended(all)) {
                    throw new IOException("process " + server.pid() + " does not end");
                }
            }
        }
        // A number that another program has got since would keep the next server from starting.
        Files.deleteIfExists(file);
    }

    private static Optional<ProcessHandle> running(Path data, Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).matches("-?\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Math.abs(Long.parseLong(lines.get(0))))
                .filter(Postmaster::isPostgres)
                .filter(process -> isOn(data, process, lines));
    }

    // After a reboot, or in a container, the number can be that of a server of somebody else.
    private static boolean isOn(Path data, ProcessHandle process, List<String> lines) {
        // A server works in its data folder, which says more than clocks do, where the system tells.
        Path folder = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        try {
            return Files.isSameFile(folder, data);
        } catch (IOException untold) {
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
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().matches("postgres(\\.exe)?"))
                .orElse(false);
    }

    private static boolean ended(List<ProcessHandle> processes) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(exits)
                .handle((result, failure) -> true)
                .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
