package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.runner.AuthorAccess;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.runner.RunListener;
import io.github.claudenexus.runner.RunSettings;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A run of the schema's migrations on a test's database, and what it said. */
record SchemaRun(Outcome outcome, List<String> lines) {

    /** All of them; has to end well. */
    static SchemaRun migrate(TestDatabase database) throws IOException {
        return migrate(database, Map.of());
    }

    /** All of them with these variables; has to end well. */
    static SchemaRun migrate(TestDatabase database, Map<String, String> variables) throws IOException {
        SchemaRun run = attempt(database, PlanRequest.ALL, variables);
        run.outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        assertThat(run.outcome.migrations()).hasSize(6);
        return run;
    }

    /** Up to a number; has to end well. */
    static SchemaRun migrateTo(TestDatabase database, int target) throws IOException {
        PlanRequest request = new PlanRequest(OptionalInt.of(target), OptionalInt.empty(), false);
        SchemaRun run = attempt(database, request, Map.of());
        run.outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        return run;
    }

    /** However it ends. */
    static SchemaRun attempt(TestDatabase database, PlanRequest request, Map<String, String> variables)
            throws IOException {
        ClassPath path =
                new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of(Path.of("target/classes")));
        Lines lines = new Lines(new ArrayList<>());
        try (MigrationSet set = Discovery.discover(path)) {
            Migrator migrator = new Migrator(DatabaseUrl.parse(database.url(), "postgres"), settings(variables), lines);
            return new SchemaRun(migrator.migrate(set, request), lines.said);
        }
    }

    /** What an author is handed, in a transaction that the caller ends. */
    static Database author(Connection connection) {
        return AuthorAccess.to(connection, settings(Map.of()), new Lines(new ArrayList<>()));
    }

    private static RunSettings settings(Map<String, String> variables) {
        return new RunSettings(Optional.empty(), RunSettings.Limits.DEFAULT, variables, Path.of("target"), "test");
    }

    /** What stopped it. */
    NexusException failure() {
        return outcome.failure().orElseThrow();
    }

    private record Lines(List<String> said) implements RunListener {

        @Override
        public void waiting(String holder) {}

        @Override
        public void begins(DiscoveredMigration migration) {}

        @Override
        public void applied(DiscoveredMigration migration, Duration duration) {
            said.add("TIME " + migration.id() + " " + duration.toMillis() + " ms");
        }

        @Override
        public void retries(DiscoveredMigration migration, String reason) {
            said.add("RETRY " + reason);
        }

        @Override
        public void says(String line) {
            said.add(line);
        }

        @Override
        public void statement(String sql, Duration duration) {}

        @Override
        public void warns(String line) {
            said.add("WARN " + line);
        }
    }
}
