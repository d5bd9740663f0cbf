package io.github.claudenexus.server;

import java.io.IOException;
import java.nio.file.Path;

/** A run of its own: starts a throw-away server, says its port, and closes it when it is sent something. */
final class ThrowAwayOccupant {

    private ThrowAwayOccupant() {}

    public static void main(String[] arguments) throws IOException {
        ThrowAwayServer server = ThrowAwayServer.start(Path.of(arguments[0]), Path.of(arguments[1]));
        System.out.println(server.port());
        if (System.in.read() >= 0) {
            server.close();
        }
    }
}
