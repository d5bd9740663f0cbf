package io.github.claudenexus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.author.AuthorAccess;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of the schema's migrations on a test's database, and what it said. */
record SchemaRun(Outcome outcome, List<String> lines) {

    /** All of them; has to end well. */
    static SchemaRun migrate(TestDatabase database) throws IOException {
        return migrate(database, Map.of());
    }

    /** All of them with these variables; has to end well. */
    static SchemaRun migrate(TestDatabase database, Map<String, String> variables) throws IOException {
        SchemaRun run = attempt(database, PlanRequest.ALL, variables).endedWell();
        assertThat(run.outcome.migrations()).hasSize(6);
        return run;
    }

    /** Up to a number; has to end well. */
    static SchemaRun migrateTo(TestDatabase database, int target) throws IOException {
        PlanRequest request = new PlanRequest(Optional.of(Migrations.version(target)), Optional.empty(), false);
        return attempt(database, request, Map.of()).endedWell();
    }

    /** However it ends. */
    static SchemaRun attempt(TestDatabase database, PlanRequest request, Map<String, String> variables)
            throws IOException {
        Run run = Run.on(database).variables(variables);
        try (MigrationSet set = Run.nexus()) {
            return new SchemaRun(run.migrate(set, request), run.lines);
        }
    }

    /** What an author is handed, in a transaction that the caller ends. */
    static Database author(Connection connection) {
        RunSettings settings =
                new RunSettings(Optional.empty(), RunSettings.Limits.DEFAULT, Map.of(), Path.of("target"), "test");
        return AuthorAccess.to(connection, settings, Run.on("").listener());
    }

    private SchemaRun endedWell() {
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        return this;
    }

    /** What stopped it. */
    NexusException failure() {
        return outcome.failure().orElseThrow();
    }
}
