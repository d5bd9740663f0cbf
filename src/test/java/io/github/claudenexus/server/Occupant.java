package io.github.claudenexus.server;

import java.nio.file.Path;

/** A run of its own: starts a server, says its port, and keeps it until it is killed. */
final class Occupant {

    private Occupant() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedServer server = EmbeddedServer.start(Path.of(arguments[0]), Path.of(arguments[1]));
        System.out.println(server.port());
        Thread.currentThread().join();
    }
}
