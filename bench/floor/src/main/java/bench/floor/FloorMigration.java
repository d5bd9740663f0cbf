package bench.floor;

import java.sql.Connection;
import java.sql.SQLException;

/** A migration in Java, as the floor runs it. */
public interface FloorMigration {

    int version();

    void up(Connection connection) throws SQLException;
}
