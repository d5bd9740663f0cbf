package io.github.claudenexus.session;

import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The server's process that answered, distinguished from all others.
 *
 * @param pid its number, by the server's own account
 * @param server since when its server runs: behind a proxy may be several, and processes of one number on each
 * @param startup what a client chooses at start-up, by PostgreSQL's names, as it stands now
 */
record BackendProcess(int pid, String server, Map<String, String> startup) {

    private static final String WHO = "SELECT pg_backend_pid() AS pid, pg_postmaster_start_time() AS server,"
            + " current_setting('client_encoding') AS client_encoding, current_setting('DateStyle') AS \"DateStyle\"";

    /** The one that answers now: another each time, where a pooler lends a session for one transaction. */
    static BackendProcess answering(Connection connection) throws SQLException {
        Map<String, String> startup =
                new LinkedHashMap<>(Statements.send(connection, WHO).get(0));
        int pid = Integer.parseInt(startup.remove("pid"));
        String server = startup.remove("server");
        return new BackendProcess(pid, server, startup);
    }

    /** Whether this is the same process. */
    boolean is(BackendProcess other) {
        return pid == other.pid && server.equals(other.server);
    }
}
