package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.jdbc.Secret;
import io.github.claudenexus.server.EmbeddedServer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A database for the length of a run.
 *
 * @param settings how to reach it
 * @param server the plugin's own server, when it is on that one
 */
record OpenDatabase(ConnectionSettings settings, Optional<EmbeddedServer> server) implements Closeable {

    /** The one that somebody keeps, or one on a server that is started for it. */
    static OpenDatabase of(DatabaseSource source, Surroundings surroundings, PluginProperties plugin) {
        if (source instanceof DatabaseSource.Given given) {
            return new OpenDatabase(given.settings(), Optional.empty());
        }
        Path binaries = new ServerBinaries(surroundings, plugin).resolve();
        EmbeddedServer server = start(binaries, surroundings.buildDirectory().resolve("nexus/server"));
        ConnectionSettings settings = new ConnectionSettings(
                new ConnectionSettings.Server("localhost", server.port(), "postgres"),
                "postgres",
                Secret.NONE,
                Map.of(),
                Map.of());
        return new OpenDatabase(settings, Optional.of(server));
    }

    private static EmbeddedServer start(Path binaries, Path directory) {
        try {
            return EmbeddedServer.start(binaries, directory);
        } catch (IOException | IllegalStateException refused) {
            throw Failure.of(
                            FailureCode.NO_EMBEDDED_SERVER,
                            "The plugin's own PostgreSQL did not start: " + refused.getMessage() + ".",
                            "Read " + directory.resolve("server.log") + "; PostgreSQL refuses to run as root.")
                    .exception(refused);
        }
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }
}
