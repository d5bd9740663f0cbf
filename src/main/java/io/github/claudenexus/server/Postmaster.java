package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server process that a data folder's {@code postmaster.pid} names. */
final class Postmaster {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Postmaster() {}

    /** Ends the server that still runs on this data, if one does; whoever calls has the folder's lock. */
    static void stop(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        Optional<ProcessHandle> running = running(file);
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

    private static Optional<ProcessHandle> running(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).matches("-?\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Math.abs(Long.parseLong(lines.get(0)))).filter(Postmaster::isPostgres);
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
