package io.github.claudenexus.jdbc;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps quiet the one logger of the driver that writes URLs, straight to standard error. */
final class DriverLog {

    // Held, because java.util.logging forgets a logger's level together with a logger that nobody holds.
    private static final Logger LOGGER = Logger.getLogger("org.postgresql.Driver");

    private DriverLog() {}

    static void mute() {
        LOGGER.setLevel(Level.OFF);
    }
}
