package io.github.claudenexus.session;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
    void theTimeZoneIsTheDatabases(String zone) throws SQLException {
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET timezone = 'America/New_York'");
        TimeZone.setDefault(TimeZone.getTimeZone(zone));

        assertThat(Run.on(database).migrate(EVENT).failure()).isEmpty();
        assertThat(TimeZone.getDefault().getID())
                .isEqualTo(TimeZone.getTimeZone(zone).getID());
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        assertThat(database.value("SELECT zone || ' ' || (bound AT TIME ZONE 'UTC') FROM seen"))
                .isEqualTo("America/New_York 2024-07-01 04:00:00");
    }

    /** As its configuration files say; without a line there it is GMT. */
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "America/New_York"})
    void withoutADatabaseSettingTheTimeZoneIsTheServers(String zone) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));

        assertThat(Run.on(database).migrate(EVENT).failure()).isEmpty();
        TimeZone.setDefault(machine);
        assertThat(database.value("SELECT zone FROM seen"))
                .isEqualTo(database.value("SELECT coalesce((SELECT setting FROM pg_file_settings"
                        + " WHERE lower(name) = 'timezone' AND applied ORDER BY seqno DESC LIMIT 1), 'GMT')"));
    }

    /** Maven's other threads compute local times meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = "IST")
    void theMachinesOffsetStaysWhileAZoneThatTheServerDoesNotKnowIsReplaced(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Set<Integer> offsets = ConcurrentHashMap.newKeySet();
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (!ended.get()) {
                offsets.add(TimeZone.getDefault().getRawOffset() / 60_000);
            }
        });

        assertThat(Run.on(database).migrate(EVENT).failure()).isEmpty();
        ended.set(true);
        others.join();
        assertThat(offsets).containsExactly(330);
        assertThat(TimeZone.getDefault().getID()).isEqualTo(zone);
    }

    @Test
    void aRoleSettingWinsOverTheDatabases() throws SQLException {
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
    void theTimeZoneOfTheUrlWins() throws SQLException {
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET timezone = 'America/New_York'");

        assertThat(Run.on(database.url() + "?options=-c%20timezone%3DAsia/Kathmandu")
                        .migrate(EVENT)
                        .failure())
                .isEmpty();
        assertThat(database.value("SELECT zone FROM seen")).isEqualTo("Asia/Kathmandu");
    }

    @Test
    void theTimeZoneThatAMigrationGivesTheDatabaseIsThatOfTheNext() throws SQLException {
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET timezone = 'America/New_York'");

        assertThat(Run.on(database)
                        .migrate(
                                sql(1, "ALTER DATABASE " + database.name() + " SET timezone = 'Asia/Kathmandu'"),
                                EVENT[1])
                        .failure())
                .isEmpty();
        assertThat(database.value("SELECT zone FROM seen")).isEqualTo("Asia/Kathmandu");
    }
}
