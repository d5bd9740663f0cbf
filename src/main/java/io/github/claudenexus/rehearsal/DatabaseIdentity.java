package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;

/** Which database of which server a connection is on, whatever address it was reached by. */
final class DatabaseIdentity {

    private static final String SQL = "SELECT system_identifier || '/' || current_database() FROM pg_control_system()";

    private DatabaseIdentity() {}

    static String of(Connection connection) throws SQLException {
        return Statements.query(connection, SQL, row -> row.getString(1)).get(0);
    }
}
