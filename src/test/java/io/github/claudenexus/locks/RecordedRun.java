package io.github.claudenexus.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A migration run with a recorder of its locks. */
final class RecordedRun {

    static final long BIG_TABLE = 100L * 1024 * 1024;

    private static final Path FIXTURE = Path.of("src/test/resources/io/github/claudenexus/locks/fixture.sql");

    final List<String> retries = new ArrayList<>();
    private final ConnectionSettings settings;

    private RecordedRun(TestDatabase database) {
        this.settings = DatabaseUrl.parse(database.url(), "postgres");
    }

    static RecordedRun on(TestDatabase database) {
        return new RecordedRun(database);
    }

    static void fixture(TestDatabase database) throws SQLException, IOException {
        database.execute(Files.readString(FIXTURE));
    }

    /**
     * What is recorded of a migration that must end well.
     *
     * @param sizes of relations on the target, where every other one is neither big nor small; without any, no target
     */
    List<LockNote> notes(DiscoveredMigration migration, Map<String, RelationSize> sizes) throws SQLException {
        Optional<Map<String, RelationSize>> onTarget = sizes.isEmpty() ? Optional.empty() : Optional.of(all(sizes));
        LockRecorder recorder = recorder();
        Outcome outcome = run(recorder, migration);
        assertThat(outcome.failure()).isEmpty();
        return recorder.notes(onTarget, BIG_TABLE);
    }

    private Map<String, RelationSize> all(Map<String, RelationSize> sizes) throws SQLException {
        try (Connection connection = Connector.open(settings)) {
            Map<String, RelationSize> all = RelationSizes.read(connection);
            all.replaceAll((name, size) -> sizes.getOrDefault(name, new RelationSize(0, BIG_TABLE)));
            return all;
        }
    }

    LockRecorder recorder() throws SQLException {
        try (Connection connection = Connector.open(settings)) {
            return LockRecorder.on(connection, List.of("public.nexus_migrations"), Map.of());
        }
    }

    Outcome run(StatementProbe probe, DiscoveredMigration... migrations) {
        return new Migrator(settings, Run.SETTINGS, new Listener(probe))
                .migrate(Run.set(List.of(migrations)), PlanRequest.ALL);
    }

    private final class Listener implements RunListener {

        private final StatementProbe probe;

        Listener(StatementProbe probe) {
            this.probe = probe;
        }

        @Override
        public StatementProbe probe() {
            return probe;
        }

        @Override
        public void retries(DiscoveredMigration migration, String reason) {
            retries.add(reason);
        }

        @Override
        public void waiting(String holder) {}

        @Override
        public void begins(DiscoveredMigration migration) {}

        @Override
        public void applied(DiscoveredMigration migration, Duration duration) {}

        @Override
        public void says(String line) {}

        @Override
        public void statement(String sql, Duration duration) {}

        @Override
        public void warns(String line) {}
    }
}
