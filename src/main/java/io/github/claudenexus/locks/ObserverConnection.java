package io.github.claudenexus.locks;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.locks.LockReader.Known;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A connection of our own, beside the migration's: whatever goes wrong with it, the migration goes on. */
final class ObserverConnection implements AutoCloseable {

    // Should nobody come back to give the tables free, the server does.
    private static final String BRIEFLY =
            "SET LOCAL lock_timeout = '300ms'; SET LOCAL idle_in_transaction_session_timeout = '2s'; ";

    private final ConnectionSettings database;
    private Connection own;

    ObserverConnection(ConnectionSettings database, Connection own) {
        this.database = database;
        this.own = own;
    }

    /**
     * Watches what this backend locks from now on.
     *
     * @param tables held until the backend waits for one of them, for two seconds at most
     */
    LockSampler watch(int pid, List<String> tables) {
        try {
            return LockSampler.start(connected(), pid, !tables.isEmpty() && hold(tables));
        } catch (SQLException | NexusException unreachable) {
            return LockSampler.NONE;
        }
    }

    // Not ACCESS EXCLUSIVE: VACUUM and others first take ACCESS SHARE to look a name up, and it is not that we want to
    // see.
    private boolean hold(List<String> tables) throws SQLException {
        String list = tables.stream().map(table -> "ONLY " + table).collect(Collectors.joining(", "));
        own.setAutoCommit(false);
        try (Statement statement = own.createStatement()) {
            statement.execute(BRIEFLY + "LOCK TABLE " + list + " IN EXCLUSIVE MODE");
            return true;
        } catch (SQLException refused) {
            own.rollback();
            own.setAutoCommit(true);
            return false;
        }
    }

    /** How every relation looks now; empty when that cannot be asked. */
    Optional<Map<Long, Known>> relations() {
        try {
            return Optional.of(LockReader.relations(connected()));
        } catch (SQLException | NexusException unreachable) {
            return Optional.empty();
        }
    }

    private Connection connected() throws SQLException {
        if (own.isClosed()) {
            own = Connector.open(database);
        }
        return own;
    }

    @Override
    public void close() throws SQLException {
        own.close();
    }
}
