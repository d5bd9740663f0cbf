package io.github.claudenexus.rollback;

import io.github.claudenexus.jdbc.Messages;
import java.sql.Connection;
import java.sql.SQLException;

/** Which database of which server a connection is on, whatever address it was reached by. */
final class Identity {

    private static final String SQL = "SELECT system_identifier || '/' || current_database() FROM pg_control_system()";

    private Identity() {}

    static String of(Connection connection) throws SQLException {
        return Messages.query(connection, SQL, row -> row.getString(1)).get(0);
    }
}
