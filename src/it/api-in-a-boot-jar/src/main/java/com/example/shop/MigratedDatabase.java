package com.example.shop;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Lets the shop start only on a database that has the migration this code was written for. */
@Component
class MigratedDatabase {

    private static final String NEEDED = "002";

    MigratedDatabase(DataSource source) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(
                        "SELECT FROM nexus_migrations WHERE version = ? AND state = 'applied'")) {
            statement.setString(1, NEEDED);
            if (!statement.executeQuery().next()) {
                throw new IllegalStateException("Migration " + NEEDED + " is not applied: run nexus:migrate first.");
            }
        }
    }
}
