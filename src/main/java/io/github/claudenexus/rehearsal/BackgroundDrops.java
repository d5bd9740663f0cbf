package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Drops databases of a server that is deleted later while the rehearsal goes on, over a connection of its own: a drop
 * waits for a checkpoint. One that fails is left to be deleted with the server.
 */
final class BackgroundDrops implements AutoCloseable {

    // A role cannot be dropped while a database has something that depends on it, nor a tablespace that holds anything.
    private static final String KEEPS_NOTHING_ELSE = """
            SELECT NOT EXISTS (SELECT
                               FROM pg_shdepend d
                               JOIN pg_database b ON b.datname = ?
                               WHERE d.dbid = b.oid OR d.classid = 'pg_database'::regclass AND d.objid = b.oid)
               AND NOT EXISTS (SELECT FROM pg_tablespace WHERE oid >= 16384)""";

    /** How many are left to be deleted with the server: to drop one takes as long as to make it. */
    static final int LEFT = 16;

    private final ConnectionSettings server;
    private final Queue<String> waiting = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "nexus-drop");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean ended;

    BackgroundDrops(ConnectionSettings server) {
        this.server = server;
    }

    /** Whether nothing that a migration may drop has to wait until this database is gone. */
    static boolean isFree(Connection connection, String name) throws SQLException {
        return Statements.query(connection, KEEPS_NOTHING_ELSE, row -> row.getBoolean(1), name)
                .get(0);
    }

    /** Drops a database once enough others came after it, and ends whoever is still connected to it. */
    void drop(String name) {
        waiting.add(name);
        if (waiting.size() > LEFT) {
            dropNow(waiting.remove());
        }
    }

    private void dropNow(String name) {
        thread.execute(() -> {
            if (ended) {
                return;
            }
            try (Connection connection = Connector.open(server)) {
                new ScratchCleanup(connection).drop(name);
            } catch (SQLException | NexusException leftToTheServer) {
                // It is deleted with the server.
            }
        });
    }

    /** Waits for the drop that has begun, and leaves the others. */
    @Override
    public void close() {
        ended = true;
        thread.shutdown();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
