package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run has the database's time zone, wherever Maven runs. */
class TimeZoneTest extends DatabaseTest {

    private static final DiscoveredMigration[] EVENT = {
        sql(1, "SET TimeZone = 'Asia/Tokyo'"),
        sql(2, "CREATE TABLE seen AS SELECT current_setting('TimeZone') AS zone, '2024-07-01'::timestamptz AS bound")
    };

    private final TimeZone machine = TimeZone.getDefault();

    @AfterEach
    void theMachineAsItWas() {
        TimeZone.setDefault(machine);
    }

    /** The server knows no IST. */
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "UTC", "IST", "GMT+05:30"})
    void isTheDatabasesOwn(String zone) throws SQLException {
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET timezone = 'America/New_York'");
        TimeZone.setDefault(TimeZone.getTimeZone(zone));

        assertThat(Run.on(database).migrate(EVENT).failure()).isEmpty();
        assertThat(TimeZone.getDefault().getID())
                .isEqualTo(TimeZone.getTimeZone(zone).getID());
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        assertThat(database.value("SELECT zone || ' ' || (bound AT TIME ZONE 'UTC') FROM seen"))
                .isEqualTo("America/New_York 2024-07-01 04:00:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "UTC"})
    void isTheServersWhereTheDatabaseHasNone(String zone) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));

        assertThat(Run.on(database).migrate(EVENT).failure()).isEmpty();
        assertThat(database.value("SELECT zone = current_setting('log_timezone') FROM seen"))
                .isEqualTo("t");
    }

    @Test
    void isTheRolesBeforeTheDatabases() throws SQLException {
        String role = database.name() + "_berlin";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        database.execute("GRANT CREATE ON SCHEMA public TO " + role);
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET timezone = 'America/New_York'");
        TestDatabase.admin("ALTER ROLE " + role + " SET TimeZone = 'Europe/Berlin'");
        try {
            assertThat(Run.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":r@"))
                            .migrate(EVENT)
                            .failure())
                    .isEmpty();
            assertThat(database.value("SELECT zone FROM seen")).isEqualTo("Europe/Berlin");
        } finally {
            database.execute("DROP OWNED BY " + role);
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    @Test
    void isThatOfTheUrlBeforeAll() throws SQLException {
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET timezone = 'America/New_York'");

        assertThat(Run.on(database.url() + "?options=-c%20timezone%3DAsia/Kathmandu")
                        .migrate(EVENT)
                        .failure())
                .isEmpty();
        assertThat(database.value("SELECT zone FROM seen")).isEqualTo("Asia/Kathmandu");
    }
}
