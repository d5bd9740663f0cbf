package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run whose machine vanished without a word: its session, and with it the lock, is not kept for hours. */
class VanishedRunTest extends DatabaseTest {

    private static final String TIMES = "SELECT string_agg(name || ' ' || setting, ', ' ORDER BY name)"
            + " FROM pg_settings WHERE name LIKE 'tcp\\_%'";

    @Test
    void theServerChecksTheClientConnection() throws SQLException {
        assumeTrue(database.value("SELECT version()").contains("linux"));
        List<String> seen = new ArrayList<>();

        assertThat(Run.on(database)
                        .migrate(up(1, db -> seen.add(times(db))), up(2, db -> seen.add(times(db))))
                        .failure())
                .isEmpty();

        String expected =
                "tcp_keepalives_count 3, tcp_keepalives_idle 30, tcp_keepalives_interval 10, tcp_user_timeout 60000";
        assertThat(seen).containsExactly(expected, expected);
    }

    private static String times(Database database) throws SQLException {
        return database.query(TIMES, row -> row.getString(1)).get(0);
    }
}
