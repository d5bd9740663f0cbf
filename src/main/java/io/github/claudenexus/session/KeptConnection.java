package io.github.claudenexus.session;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.OpenedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection for several sessions, one after the other, each as clean as on a new connection. It is opened when it
 * is first needed, and again when a session has lost it.
 */
public final class KeptConnection implements AutoCloseable {

    private final ConnectionSettings database;
    private final RunSettings settings;
    private @Nullable OpenedConnection open;

    /** To one database, for runs with these settings. */
    public KeptConnection(ConnectionSettings database, RunSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** A session on it; it is clean again when the session is closed. */
    public Session session() {
        return Session.on(opened(), settings);
    }

    /** The connection between two sessions; whoever uses it leaves no transaction open. */
    public Connection connection() {
        return opened().connection();
    }

    private OpenedConnection opened() {
        OpenedConnection current = open;
        if (current == null || isClosed(current.connection())) {
            current = Connector.reach(database);
            open = current;
        }
        return current;
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException lost) {
            return true;
        }
    }

    /** Disconnects; who needs it later connects again. */
    @Override
    public void close() {
        OpenedConnection current = open;
        open = null;
        if (current != null) {
            try {
                current.connection().close();
            } catch (SQLException goneAlready) {
                // The server ends the session anyway.
            }
        }
    }
}
