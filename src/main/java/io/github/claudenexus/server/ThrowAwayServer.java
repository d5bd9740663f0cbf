package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A PostgreSQL server for one rehearsal: quick, safe from nothing, and gone with all its data when closed. Programs and
 * an empty data folder are kept for the next one.
 */
public final class ThrowAwayServer implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofMinutes(1);
    private static final Duration LOCK_WAIT = Duration.ofMinutes(2);
    private static final int TRIES = 3;
    private static final String HINT = "Delete that folder: the next start makes it anew.";

    private final int port;
    private final ScratchFolder folder;
    private final DirectoryLock lock;
    private final Guard guard;
    private final EndOfProcess end;
    private boolean closed;

    private ThrowAwayServer(int port, ScratchFolder folder, DirectoryLock lock, Guard guard, EndOfProcess end) {
        this.port = port;
        this.folder = folder;
        this.lock = lock;
        this.guard = guard;
        this.end = end;
    }

    /**
     * Starts a new, empty server. Whoever else has the folder is waited for; what a killed run left, a server too, is
     * ended and deleted first.
     *
     * @param binaries the jar of the binaries artifact; those of several versions may share a folder
     * @param directory where binaries are kept, and data is while the server runs
     * @throws NexusException when it cannot be had, saying why
     */
    public static ThrowAwayServer start(Path binaries, Path directory) {
        return start(new Binaries(binaries), directory, LOCK_WAIT);
    }

    // What is opened here is closed with the server.
    @SuppressWarnings("resource")
    static ThrowAwayServer start(Binaries binaries, Path directory, Duration wait) {
        try {
            Files.createDirectories(directory);
            DirectoryLock lock = DirectoryLock.take(directory, wait);
            try {
                Path real = directory.toRealPath();
                ProgramUser.choose(real);
                ScratchFolder.clear(real);
                ServerLog.clear(real);
                return start(Installation.of(binaries, real), real, lock);
            } catch (IOException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException | RuntimeException failure) {
            throw StartFailure.of(directory, failure, HINT);
        }
    }

    @SuppressWarnings("resource")
    private static ThrowAwayServer start(Installation installation, Path directory, DirectoryLock lock)
            throws IOException {
        ScratchFolder folder = ScratchFolder.make(directory);
        installation.programs().user().own(folder.path());
        Guard guard = Guard.over(folder.path(), folder.data(), installation.programs());
        EndOfProcess end = EndOfProcess.runs(() -> {
            folder.discard();
            guard.close();
        });
        try {
            installation.makeData(folder.data());
            ScratchSettings.write(folder.data());
            int port = launch(installation.programs(), folder.data(), directory.resolve(ServerLog.FILE));
            return new ThrowAwayServer(port, folder, lock, guard, end);
        } catch (IOException | RuntimeException failure) {
            try (end;
                    guard) {
                folder.discard();
            } catch (IOException stubborn) {
                failure.addSuppressed(stubborn);
            }
            throw failure;
        }
    }

    private static int launch(Programs programs, Path data, Path log) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                launch(programs, data, log, port);
                return port;
            } catch (IOException failure) {
                // Somebody else was quicker to take it.
                if (attempt == TRIES || !Files.readString(log).contains("could not bind")) {
                    throw failure;
                }
                Files.delete(log);
            }
        }
    }

    private static void launch(Programs programs, Path data, Path log, int port) throws IOException {
        Process starting = programs.start(
                ProcessBuilder.Redirect.appendTo(log.toFile()),
                "pg_ctl",
                "start",
                "--pgdata=" + data,
                "--options=-p " + port,
                "--timeout=" + STARTUP.toSeconds(),
                "--silent");
        // pg_ctl looks ten times a second only, but is told when the server ends.
        boolean told = Postmaster.within(STARTUP, () -> Postmaster.isReady(data) || hasFailed(starting));
        if (!told || hasFailed(starting)) {
            throw new IOException(
                    told ? "the server ended" : "the server was not ready after " + STARTUP.toSeconds() + " seconds");
        }
    }

    private static boolean hasFailed(Process process) {
        return !process.isAlive() && process.exitValue() != 0;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The port it listens on, at the loopback address. */
    public int port() {
        return port;
    }

    /** How to connect to it: as its superuser, to the database every server has. */
    public ConnectionSettings settings() {
        return new ConnectionSettings(
                new ConnectionSettings.Server(ScratchSettings.HOST, port, "postgres"),
                EmbeddedServer.USER,
                Secret.NONE,
                Map.of("sslmode", "disable"),
                Map.of());
    }

    /** Ends the server and deletes its data; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock;
                guard;
                end) {
            folder.discard();
            Files.deleteIfExists(folder.path().resolveSibling(ServerLog.FILE));
        } catch (IOException failure) {
            throw Failure.of(
                            FailureCode.NO_EMBEDDED_SERVER,
                            "PostgreSQL in " + folder.path() + " did not stop: " + failure.getMessage(),
                            "The next start on that folder stops it.")
                    .exception(failure);
        }
    }
}
