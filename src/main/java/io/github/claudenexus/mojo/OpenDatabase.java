package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A database for the length of a run.
 *
 * @param settings how to reach it
 * @param server the plugin's own server, when it is on that one
 */
record OpenDatabase(ConnectionSettings settings, Optional<EmbeddedServer> server) {

    /** The one that somebody keeps, or one on a server that is started for it. */
    static OpenDatabase of(DatabaseSource source, Surroundings surroundings, PluginProperties plugin) {
        if (source instanceof DatabaseSource.Given given) {
            return new OpenDatabase(given.settings(), Optional.empty());
        }
        Path binaries = new ServerBinaries(surroundings, plugin).resolve();
        EmbeddedServer server =
                EmbeddedServer.start(binaries, surroundings.buildDirectory().resolve("nexus/server"));
        return new OpenDatabase(server.settings(), Optional.of(server));
    }

    /** Stops the server, if there is one; what the run achieved stands, even if that fails. */
    void release(RunLog log) {
        try {
            server.ifPresent(EmbeddedServer::close);
        } catch (NexusException stubborn) {
            log.warns(stubborn.failure().message() + ". " + stubborn.failure().hint());
        }
    }
}
