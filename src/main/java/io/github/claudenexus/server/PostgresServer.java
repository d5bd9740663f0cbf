package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Secret;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A PostgreSQL server of our own: started from a binaries artifact, stopped when closed. Its data is kept for the next
 * run, or deleted with it. It listens on the loopback address only, and asks everybody for a random password.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofMinutes(1);
    private static final Duration LOCK_WAIT = Duration.ofMinutes(2);
    private static final int TRIES = 3;

    private final int port;
    private final Secret password;
    private final DataFolder data;
    private final DirectoryLock lock;
    private final OrphanReaper reaper;
    private final ShutdownHook hook;
    private boolean closed;

    private PostgresServer(
            int port, Secret password, DataFolder data, DirectoryLock lock, OrphanReaper reaper, ShutdownHook hook) {
        this.port = port;
        this.password = password;
        this.data = data;
        this.lock = lock;
        this.reaper = reaper;
        this.hook = hook;
    }

    /**
     * Starts the server whose data is kept in a folder; the first start creates it. Another run that uses the folder is
     * waited for, and a server that a killed run left behind is stopped.
     *
     * @param binaries the jar of the binaries artifact
     * @param directory where data, programs and the server's log are
     * @throws NexusException when it does not start, saying why
     */
    public static PostgresServer kept(Path binaries, Path directory) {
        return start(Lifetime.KEPT, new Binaries(binaries), directory, LOCK_WAIT);
    }

    /**
     * Starts a new, empty server. Its programs stay in the folder for the next one. Another run that uses the folder is
     * waited for, and what a killed run left behind is deleted.
     *
     * @param binaries the jar of the binaries artifact; those of several versions may share a folder
     * @param directory where the programs are kept, and the data is while the server runs, unless memory has room for it
     * @throws NexusException when it does not start, saying why
     */
    public static PostgresServer thrownAway(Path binaries, Path directory) {
        return start(Lifetime.THROWN_AWAY, new Binaries(binaries), directory, LOCK_WAIT);
    }

    /**
     * The same with the data in the folder, for more data than memory has had room for.
     *
     * @throws NexusException when it does not start, saying why
     */
    public static PostgresServer thrownAwayOnDisk(Path binaries, Path directory) {
        return start(Lifetime.THROWN_AWAY_ON_DISK, new Binaries(binaries), directory, LOCK_WAIT);
    }

    /**
     * Starts a new, empty server for the tests of a build, set up as {@link #thrownAway} but for what a rehearsal alone
     * can do without.
     *
     * @param port the port to listen on; a free one where it is empty
     * @throws NexusException when it does not start, or the port is not free, saying why
     */
    public static PostgresServer forTests(Path binaries, Path directory, OptionalInt port) {
        return start(Lifetime.TESTED, new Binaries(binaries), directory, LOCK_WAIT, port.orElse(LoopbackPort.ANY));
    }

    static PostgresServer start(Lifetime lifetime, Binaries binaries, Path directory, Duration wait) {
        return start(lifetime, binaries, directory, wait, LoopbackPort.ANY);
    }

    static PostgresServer start(Lifetime lifetime, Binaries binaries, Path directory, Duration wait, int wanted) {
        try {
            LoopbackPort port = new LoopbackPort(wanted);
            Files.createDirectories(directory);
            DirectoryLock lock = DirectoryLock.acquire(directory, wait);
            try {
                return start(lifetime, binaries, directory.toRealPath(), lock, port);
            } catch (IOException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException | RuntimeException failure) {
            throw StartFailure.of(directory, failure, lifetime.hint(directory));
        }
    }

    // What is opened here is closed with the server.
    @SuppressWarnings("resource")
    private static PostgresServer start(
            Lifetime lifetime, Binaries binaries, Path directory, DirectoryLock lock, LoopbackPort port)
            throws IOException {
        ProgramUser user = ProgramUser.choose(directory);
        Leftovers.clear(directory);
        port.refuseTaken();
        ServerLog.clear(directory);
        Installation installation = Installation.of(binaries, directory, user);
        DataFolder data = DataFolder.in(directory, lifetime, user);
        OrphanReaper reaper = OrphanReaper.over(data, installation.programs());
        ShutdownHook hook = ShutdownHook.of(reaper.stop());
        try {
            data.prepare(installation);
            int chosen = launch(installation.programs(), data.path(), directory.resolve(ServerLog.FILE), port);
            return new PostgresServer(chosen, data.password(), data, lock, reaper, hook);
        } catch (IOException | RuntimeException failure) {
            try (hook;
                    reaper) {
                data.stop();
            } catch (IOException stubborn) {
                failure.addSuppressed(stubborn);
            }
            throw failure;
        }
    }

    private static int launch(Programs programs, Path data, Path log, LoopbackPort wanted) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = wanted.next();
            try {
                launchOn(port, programs, data, log);
                return port;
            } catch (IOException failure) {
                // Another program was quicker to bind it.
                boolean taken = Files.readString(log).contains("could not bind");
                if (taken && wanted.isFixed()) {
                    throw wanted.taken();
                }
                if (attempt == TRIES || !taken) {
                    throw failure;
                }
                Files.delete(log);
            }
        }
    }

    private static void launchOn(int port, Programs programs, Path data, Path log) throws IOException {
        Process starting = programs.start(
                Redirect.appendTo(log.toFile()),
                "pg_ctl",
                "start",
                "--pgdata=" + data,
                "--options=-p " + port,
                "--timeout=" + STARTUP.toSeconds(),
                "--silent");
        // pg_ctl looks ten times a second only, but ends with a failure as soon as the server does.
        boolean decided = Postmaster.within(STARTUP, () -> Postmaster.isReady(data) || hasFailed(starting));
        if (!decided || hasFailed(starting)) {
            throw new IOException(
                    decided
                            ? "the server ended"
                            : "the server was not ready after " + STARTUP.toSeconds() + " seconds");
        }
    }

    private static boolean hasFailed(Process process) {
        return !process.isAlive() && process.exitValue() != 0;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** How to connect to it: as its superuser, to the database every server has. */
    public ConnectionSettings settings() {
        return new ConnectionSettings(
                new ConnectionSettings.Server(Lifetime.ADDRESS, port, "postgres"),
                Installation.SUPERUSER,
                password,
                Map.of("sslmode", "disable"),
                Map.of());
    }

    /** The superuser's password, as a password file of libpq's form that only its owner may read. */
    public Path passwordFile() {
        return data.passwordFile();
    }

    /** Whether its data is in memory. */
    public boolean isInMemory() {
        return data.parent().startsWith(SharedMemory.OF_LINUX.folder());
    }

    /** Stops the server, and deletes its data if it was to be thrown away; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock;
                reaper;
                hook) {
            data.stop();
            if (!data.lifetime().isKept()) {
                ServerLog.clear(lock.directory());
            }
        } catch (IOException failure) {
            throw Failure.of(
                            FailureCode.NO_EMBEDDED_SERVER,
                            "PostgreSQL in " + data.path() + " did not stop: " + failure.getMessage(),
                            "The next start on that folder stops it.")
                    .exception(failure);
        }
    }
}
