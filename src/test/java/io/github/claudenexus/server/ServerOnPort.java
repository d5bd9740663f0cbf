package io.github.claudenexus.server;

import java.nio.file.Path;
import java.time.Duration;

/** A server on a port that is known before it starts. */
public final class ServerOnPort {

    private ServerOnPort() {}

    /** Starts one that is gone when closed. */
    public static PostgresServer start(Path binaries, Path folder, int port) {
        return PostgresServer.start(Lifetime.THROWN_AWAY, new Binaries(binaries), folder, Duration.ZERO, port);
    }
}
