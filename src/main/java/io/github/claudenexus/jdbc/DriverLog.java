package io.github.claudenexus.jdbc;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps quiet the driver's loggers that write URLs and parts of them, straight to standard error. */
final class DriverLog {

    // Held, because java.util.logging forgets a logger's level together with a logger that nobody holds.
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.postgresql.Driver"), Logger.getLogger("org.postgresql.util.PGPropertyUtil"));

    private DriverLog() {}

    static void mute() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
