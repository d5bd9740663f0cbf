package io.github.claudenexus.mojo;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.server.PostgresServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * A database for the length of a run.
 *
 * @param settings how to reach it
 * @param passwordFile where its password is, when only we know it
 * @param isInMemory whether its data is in memory, which has less room than a disk
 * @param stop ends the server, when it is one of the plugin's own
 */
record OpenDatabase(ConnectionSettings settings, Optional<Path> passwordFile, boolean isInMemory, Runnable stop) {

    /** The one that somebody keeps, or one on a server that is started for it. */
    static OpenDatabase of(DatabaseSource source, MavenContext maven, PluginProperties plugin) {
        if (source instanceof DatabaseSource.Given given) {
            return new OpenDatabase(given.settings(), Optional.empty(), false, () -> {});
        }
        Path binaries = new ServerBinaries(maven, plugin).resolve();
        return on(PostgresServer.kept(binaries, maven.buildDirectory().resolve("nexus/server")));
    }

    /**
     * One on an empty server that is gone after the run.
     *
     * @param start starts the server from its binaries, in a folder
     * @param major its version; the newest where it is empty
     */
    static OpenDatabase throwAway(
            BiFunction<Path, Path, PostgresServer> start,
            OptionalInt major,
            MavenContext maven,
            PluginProperties plugin,
            RunLog log) {
        ServerBinaries binaries = new ServerBinaries(maven, plugin);
        return on(start.apply(
                major.isPresent() ? binaries.resolve(major.getAsInt(), log::warns) : binaries.resolve(),
                maven.buildDirectory().resolve("nexus/rehearsal")));
    }

    private static OpenDatabase on(PostgresServer server) {
        return new OpenDatabase(
                server.settings(), Optional.of(server.passwordFile()), server.isInMemory(), server::close);
    }

    /** Stops the server, if there is one; what the run achieved remains, even if that fails. */
    void release(RunLog log) {
        try {
            stop.run();
        } catch (NexusException stubborn) {
            log.warns(stubborn.failure().message() + " " + stubborn.failure().hint());
        }
    }
}
