package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL server that belongs to this run: started from a binaries artifact, stopped when closed, data kept. */
public final class EmbeddedServer implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofMinutes(1);
    private static final Duration LOCK_WAIT = Duration.ofMinutes(2);
    private static final String HOST = "localhost";
    private static final String HINT =
            "If its data is of no use, delete that folder: the next start makes it anew, empty.";

    /** The superuser of a server of ours. */
    static final String USER = "postgres";

    private final EmbeddedPostgres postgres;
    private final DataFolder data;
    private final DirectoryLock lock;
    private final EndOfProcess end;

    private EmbeddedServer(EmbeddedPostgres postgres, DataFolder data, DirectoryLock lock, EndOfProcess end) {
        this.postgres = postgres;
        this.data = data;
        this.lock = lock;
        this.end = end;
    }

    /**
     * Starts the server; makes its data on the first start and keeps it afterwards. Whoever else has the folder is
     * waited for, and a server that a killed run left behind is stopped.
     *
     * @param binaries the jar of the binaries artifact
     * @param directory where data, binaries and the server's log live
     * @throws NexusException when it cannot be had, saying why
     */
    public static EmbeddedServer start(Path binaries, Path directory) {
        return start(new Binaries(binaries), directory, LOCK_WAIT);
    }

    // What is opened here is closed with the server.
    @SuppressWarnings("resource")
    static EmbeddedServer start(Binaries binaries, Path directory, Duration wait) {
        try {
            Files.createDirectories(directory);
            refuseRootWithoutNamespace(directory);
            DirectoryLock lock = DirectoryLock.take(directory, wait);
            try {
                DataFolder data = new DataFolder(directory.toRealPath().resolve("data"));
                data.prepare(binaries.major());
                ServerLog.clear(directory);
                EndOfProcess end = EndOfProcess.runs(() -> Postmaster.stop(data.path(), Postmaster.Stop.FAST));
                try {
                    return new EmbeddedServer(launch(binaries, data), data, lock, end);
                } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
                    end.close();
                    throw failure;
                }
            } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
            throw StartFailure.of(directory, failure, HINT);
        }
    }

    // zonky knows the namespace only.
    private static void refuseRootWithoutNamespace(Path directory) throws IOException {
        if (ProgramUser.choose(directory) == ProgramUser.NOBODY) {
            throw ProgramUser.refusal(directory);
        }
    }

    private static EmbeddedPostgres launch(Binaries binaries, DataFolder data) throws IOException {
        ZonkyLog.mute();
        Platform platform = Platform.current();
        Path directory = data.path().resolveSibling("binaries");
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(
                data.path().resolveSibling(ServerLog.FILE).toFile());
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, machine) -> binaries.open(platform))
                .setOverrideWorkingDirectory(directory.toFile())
                .setDataDirectory(data.path())
                .setCleanDataDirectory(false)
                .setDataDirectoryCustomizer(made -> data.complete())
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", HOST)
                .setServerConfig("unix_socket_directories", "")
                .setRegisterShutdownHook(false)
                .setErrorRedirector(log)
                .setOutputRedirector(log)
                .setPGStartupWait(STARTUP)
                .start();
        // zonky lets everybody write there.
        if (!directory.toFile().setWritable(false, false) || !directory.toFile().setWritable(true, true)) {
            postgres.close();
            throw new IOException(directory + " stays writable for everybody");
        }
        return postgres;
    }

    /** The port it listens on, at the loopback address. */
    public int port() {
        return postgres.getPort();
    }

    /** How to connect to it: as its superuser, to the database every server has. */
    public ConnectionSettings settings() {
        return new ConnectionSettings(
                new ConnectionSettings.Server(HOST, port(), "postgres"),
                USER,
                Secret.NONE,
                Map.of("sslmode", "disable"),
                Map.of());
    }

    @Override
    public void close() {
        try (lock;
                end) {
            postgres.close();
            // zonky gives up after five seconds, without a word.
            Postmaster.stop(data.path(), Postmaster.Stop.FAST);
        } catch (IOException failure) {
            throw Failure.of(
                            FailureCode.NO_EMBEDDED_SERVER,
                            "PostgreSQL in " + data.path().getParent() + " did not stop: " + failure.getMessage(),
                            "The next start on that folder stops it.")
                    .exception(failure);
        }
    }
}
