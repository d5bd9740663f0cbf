package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.server.EmbeddedServer;
import io.github.claudenexus.server.ThrowAwayServer;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A database for the length of a run.
 *
 * @param settings how to reach it
 * @param stop ends the server, when it is one of the plugin's own
 */
record OpenDatabase(ConnectionSettings settings, Runnable stop) {

    /** The one that somebody keeps, or one on a server that is started for it. */
    static OpenDatabase of(DatabaseSource source, MavenContext surroundings, PluginProperties plugin) {
        if (source instanceof DatabaseSource.Given given) {
            return new OpenDatabase(given.settings(), () -> {});
        }
        Path binaries = new ServerBinaries(surroundings, plugin).resolve();
        EmbeddedServer server =
                EmbeddedServer.start(binaries, surroundings.buildDirectory().resolve("nexus/server"));
        return new OpenDatabase(server.settings(), server::close);
    }

    /** One on an empty server that is gone after the run; of this major version, or the newest. */
    static OpenDatabase throwAway(OptionalInt major, MavenContext surroundings, PluginProperties plugin, RunLog log) {
        ServerBinaries binaries = new ServerBinaries(surroundings, plugin);
        ThrowAwayServer server = ThrowAwayServer.start(
                major.isPresent() ? binaries.resolve(major.getAsInt(), log::warns) : binaries.resolve(),
                surroundings.buildDirectory().resolve("nexus/rehearsal"));
        return new OpenDatabase(server.settings(), server::close);
    }

    /** Stops the server, if there is one; what the run achieved stands, even if that fails. */
    void release(RunLog log) {
        try {
            stop.run();
        } catch (NexusException stubborn) {
            log.warns(stubborn.failure().message() + " " + stubborn.failure().hint());
        }
    }
}
