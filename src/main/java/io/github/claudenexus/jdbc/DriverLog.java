package io.github.claudenexus.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps quiet the driver's loggers that write URLs and parts of them straight to standard error. They are the JVM's, and
 * Maven's daemon outlives a build: after the last connection is made they are as they were.
 */
final class DriverLog {

    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.postgresql.Driver"), Logger.getLogger("org.postgresql.util.PGPropertyUtil"));
    private static final @Nullable Level[] BEFORE = new Level[LOGGERS.size()];
    private static int connections;

    private DriverLog() {}

    /** Calls the driver with its loggers off. */
    static <T> T quietly(DriverCall<T> call) throws SQLException {
        off();
        try {
            return call.run();
        } finally {
            asBefore();
        }
    }

    /** Something the driver does. */
    @FunctionalInterface
    interface DriverCall<T> {
        T run() throws SQLException;
    }

    private static synchronized void off() {
        if (connections++ == 0) {
            for (int index = 0; index < BEFORE.length; index++) {
                BEFORE[index] = LOGGERS.get(index).getLevel();
                LOGGERS.get(index).setLevel(Level.OFF);
            }
        }
    }

    private static synchronized void asBefore() {
        if (--connections == 0) {
            for (int index = 0; index < BEFORE.length; index++) {
                LOGGERS.get(index).setLevel(BEFORE[index]);
            }
        }
    }
}
