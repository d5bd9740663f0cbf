package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;

/** Subscriptions of a rehearsal's database, which keep it from being dropped. */
final class Subscriptions {

    private static final String NAMES = "SELECT quote_ident(subname) FROM pg_subscription s"
            + " JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()";

    private Subscriptions() {}

    /** Drops them, and does not ask the publisher, which a rehearsal must never touch. */
    static void drop(ConnectionSettings database) throws SQLException {
        try (Connection connection = Connector.open(database)) {
            for (String name : Statements.query(connection, NAMES, row -> row.getString(1))) {
                Statements.send(connection, "ALTER SUBSCRIPTION " + name + " DISABLE");
                Statements.send(connection, "ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
                Statements.send(connection, "DROP SUBSCRIPTION " + name);
            }
        }
    }
}
