package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.testing.CountingProxy;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * The contract on round trips: 3 when there is nothing to do, 5 to look, 5 a run, 7 a rollback, and 2 a migration besides
 * its own statements, applied or undone; of those, the first ones of a SQL file cost none. And on statements: 18 of our
 * own a run, and 3 a migration. Each is exact: the test fails when one more is needed.
 */
@DisabledIfSystemProperty(named = "test.pooler", matches = ".+", disabledReason = "looking at a pooler takes more")
class RoundTripsTest {

    @Test
    void aRunCostsLittleMoreThanItsStatements() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create();
                CountingProxy proxy = CountingProxy.before(database)) {
            int connecting = connecting(proxy);
            DiscoveredMigration[] three = {
                sql(1, "CREATE TABLE a ()", "CREATE TABLE b ()"),
                up(2, db -> db.execute("CREATE TABLE c ()")),
                sql(3, "CREATE TABLE d ()")
            };

            int first = trips(proxy, three) - connecting;
            int nothingToDo = trips(proxy, three) - connecting;

            int before = proxy.roundTrips();
            assertThat(Run.on(proxy.url()).status(three).failure()).isEmpty();
            int looking = proxy.roundTrips() - before - connecting;

            assertThat(looking).isLessThanOrEqualTo(5);
            assertThat(first).isLessThanOrEqualTo(5 + 3 * 2 + 1);
            assertThat(nothingToDo).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void manyMigrationsCostTwoEach() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create();
                CountingProxy proxy = CountingProxy.before(database)) {
            int connecting = connecting(proxy);
            DiscoveredMigration[] hundred = IntStream.rangeClosed(1, 100)
                    .mapToObj(number ->
                            sql(number, "CREATE TABLE t" + number + " (n int)", "CREATE INDEX ON t" + number + " (n)"))
                    .toArray(DiscoveredMigration[]::new);
            int statements = proxy.statements().size();

            assertThat(trips(proxy, hundred) - connecting).isLessThanOrEqualTo(5 + 100 * 2);
            assertThat(proxy.statements().size() - statements).isLessThanOrEqualTo(18 + 100 * (2 + 3));
        }
    }

    @Test
    void manyThatAreUndoneCostTwoEach() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create();
                CountingProxy proxy = CountingProxy.before(database)) {
            int connecting = connecting(proxy);
            DiscoveredMigration[] hundred = IntStream.rangeClosed(1, 100)
                    .mapToObj(number -> undoneBy(sql(number, "SELECT 1"), "DELETE FROM nexus_rollbacks WHERE id = 0"))
                    .toArray(DiscoveredMigration[]::new);
            trips(proxy, hundred);

            int before = proxy.roundTrips();
            assertThat(Run.on(proxy.url())
                            .rollback(new RollbackRequest(new RollbackRequest.All(), false, Optional.empty()), hundred)
                            .failure())
                    .isEmpty();

            assertThat(proxy.roundTrips() - before - connecting).isLessThanOrEqualTo(7 + 100 * 2);
        }
    }

    private static int connecting(CountingProxy proxy) throws SQLException {
        int before = proxy.roundTrips();
        try (Connection connection = Connector.open(DatabaseUrl.parse(proxy.url(), "postgres"))) {
            assertThat(connection.isClosed()).isFalse();
        }
        return proxy.roundTrips() - before;
    }

    private static int trips(CountingProxy proxy, DiscoveredMigration... migrations) {
        int before = proxy.roundTrips();
        assertThat(Run.on(proxy.url()).migrate(migrations).failure()).isEmpty();
        return proxy.roundTrips() - before;
    }
}
