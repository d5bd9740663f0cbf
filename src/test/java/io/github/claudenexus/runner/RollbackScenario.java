package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.util.List;
import java.util.Optional;

/** A test that undoes migrations, and what it looks at. */
abstract class RollbackScenario extends DatabaseTest {

    static final String STATES =
            "SELECT string_agg(version || ' ' || state, ', ' ORDER BY version) FROM nexus_migrations";

    static final String TABLES = "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
            + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname !~ '^nexus_'";

    static final String UNDONE = "SELECT string_agg(version || ' ' || name, ', ' ORDER BY id) FROM nexus_rollbacks";

    static final DiscoveredMigration A = undoneBy(sql(1, "CREATE TABLE a ()"), "DROP TABLE a");

    static final DiscoveredMigration B = undoneBy(sql(2, "CREATE TABLE b ()"), "DROP TABLE b");

    static final DiscoveredMigration C = undoneBy(sql(3, "CREATE TABLE c ()"), "DROP TABLE c");

    static RollbackRequest downTo(String target) {
        return request(new RollbackRequest.DownTo(Version.of(target)));
    }

    static RollbackRequest last(int count) {
        return request(new RollbackRequest.Last(count));
    }

    static RollbackRequest request(RollbackRequest.Extent extent) {
        return new RollbackRequest(extent, false, Optional.empty());
    }

    final void applied(DiscoveredMigration... migrations) {
        assertThat(Run.on(database).migrate(migrations).failure()).isEmpty();
    }

    static List<MigrationState> states(Outcome outcome) {
        return outcome.migrations().stream().map(MigrationResult::state).toList();
    }
}
