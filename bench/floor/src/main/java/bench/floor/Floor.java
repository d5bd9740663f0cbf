package bench.floor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/**
 * The least a runner can do and still keep a history: a lock, the history table, a transaction for each migration with
 * its row. It is a yardstick, not a tool: no checksums, no order but that of the names, no report.
 */
final class Floor implements AutoCloseable {

    private static final String HISTORY =
            """
            CREATE TABLE IF NOT EXISTS floor_history (
                version integer PRIMARY KEY,
                name text NOT NULL,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now(),
                duration_ms integer NOT NULL
            )
            """;
    private static final String APPLIED =
            "SELECT version, name, checksum, applied_at, duration_ms FROM floor_history ORDER BY version";
    private static final String ROW =
            "INSERT INTO floor_history (version, name, checksum, duration_ms) VALUES (?, ?, 'none', 1)";

    private final Connection connection;
    private final PreparedStatement row;

    Floor(String url) throws SQLException {
        connection = new Driver().connect(url, new Properties());
        row = connection.prepareStatement(ROW);
    }

    /** Waits for the lock, makes the table where it is not there, and says which versions are applied. */
    Set<Integer> begin() throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            while (!locked(statement)) {
                Thread.sleep(50);
            }
            statement.execute(HISTORY);
        }
        return applied();
    }

    private static boolean locked(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_lock(4242)")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    Set<Integer> applied() throws SQLException {
        Set<Integer> versions = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(APPLIED)) {
            while (rows.next()) {
                rows.getString("name");
                rows.getString("checksum");
                versions.add(rows.getInt("version"));
            }
        }
        return versions;
    }

    void apply(int version, String name, Step up) throws SQLException {
        connection.setAutoCommit(false);
        up.run(connection);
        row.setInt(1, version);
        row.setString(2, name);
        row.executeUpdate();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** What a migration does. */
    interface Step {
        void run(Connection connection) throws SQLException;
    }
}
