package io.github.claudenexus.server;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The port of a server, on the loopback address.
 *
 * @param wanted the one that is asked for; {@link #ANY} for one that is free
 */
record LoopbackPort(int wanted) {

    /** One that is free. */
    static final int ANY = 0;

    // That of Java itself may be IPv6.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /**
     * Refuses one that is asked for and not free.
     *
     * @throws NexusException if another program listens on it
     */
    void refuseTaken() throws IOException {
        if (isFixed()) {
            try (ServerSocket socket = open(wanted)) {
                socket.getLocalPort();
            } catch (BindException taken) {
                throw taken();
            }
        }
    }

    /** Whether no other will do. */
    boolean isFixed() {
        return wanted != ANY;
    }

    /** The one to try next. */
    int next() throws IOException {
        if (isFixed()) {
            return wanted;
        }
        try (ServerSocket socket = open(ANY)) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket open(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK));
    }

    /** Why there is no server where another program has the port. */
    NexusException taken() {
        return Failure.of(
                        FailureCode.NO_EMBEDDED_SERVER,
                        "PostgreSQL did not start: port " + wanted + " of " + Lifetime.ADDRESS
                                + " is taken, or not for this user",
                        "Stop what listens on it, or name another port; without one, a free one is taken.")
                .exception();
    }
}
