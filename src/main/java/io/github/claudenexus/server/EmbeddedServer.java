package io.github.claudenexus.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL server that belongs to this run: started from a binaries artifact, stopped when closed, data kept. */
public final class EmbeddedServer implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofMinutes(1);

    private final EmbeddedPostgres postgres;

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts the server; makes its data on the first start and keeps it afterwards.
     *
     * @param binaries the jar of the binaries artifact
     * @param directory where data, binaries and the server's log live
     * @throws IOException when it cannot be unpacked or started
     */
    public static EmbeddedServer start(Path binaries, Path directory) throws IOException {
        Files.createDirectories(directory);
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(directory.resolve("server.log").toFile());
        return new EmbeddedServer(EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, machine) -> open(binaries, system, machine))
                .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setErrorRedirector(log)
                .setOutputRedirector(log)
                .setPGStartupWait(STARTUP)
                .start());
    }

    private static InputStream open(Path binaries, String system, String machine) throws IOException {
        String entry = "/postgres-" + system.toLowerCase(java.util.Locale.ROOT) + "-" + machine + ".txz";
        URLConnection connection = new URL("jar:" + binaries.toUri() + "!" + entry).openConnection();
        connection.setUseCaches(false);
        try {
            return connection.getInputStream();
        } catch (FileNotFoundException missing) {
            throw new IOException(binaries + " has no server for " + system + " on " + machine, missing);
        }
    }

    /** The port it listens on, at the loopback address. */
    public int port() {
        return postgres.getPort();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
