package io.github.claudenexus.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A database as it is found, migrations to apply to it, and what an undisturbed run makes of it. */
final class Scenario implements AutoCloseable {

    private final Sets set;
    private final Server.Copy before;
    private final MigrationSet migrations;
    private final State expected;

    private Scenario(Sets set, Server.Copy before, MigrationSet migrations, State expected) {
        this.set = set;
        this.before = before;
        this.migrations = migrations;
        this.expected = expected;
    }

    /** Prepares the database, and runs the migrations once on a copy. */
    static Scenario of(Sets set, Server server) throws SQLException {
        Server.Copy before = server.create();
        set.prepare(before);
        MigrationSet migrations = set.migrations();
        try (Server.Copy copy = before.copy()) {
            ended(run(set, copy.url()).migrate(migrations, PlanRequest.ALL));
            try (Connection connection = copy.connect()) {
                return new Scenario(set, before, migrations, State.of(connection));
            }
        }
    }

    /** A database as it is found. */
    Server.Copy copy() throws SQLException {
        return before.copy();
    }

    MigrationSet migrations() {
        return migrations;
    }

    State expected() {
        return expected;
    }

    /** A run on this URL. */
    Run run(String url) {
        return run(set, url);
    }

    private static Run run(Sets set, String url) {
        return Run.on(url).variables(set == Sets.MIXED ? Map.of() : Map.of("accounts", Sets.ACCOUNTS));
    }

    Outcome migrate(String url) {
        return run(url).migrate(migrations, PlanRequest.ALL);
    }

    /** How things stand. */
    Outcome status(String url) {
        return run(url).status(migrations.migrations().toArray(new DiscoveredMigration[0]));
    }

    /** One plain run makes it whole, whatever happened before. */
    void isMadeWholeBy(String url, Connector connector) throws SQLException {
        ended(migrate(url));
        try (Connection connection = connector.connect()) {
            assertThat(expected.differences(State.of(connection))).isEmpty();
        }
    }

    /** Opens a connection to a database. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    private static void ended(Outcome outcome) {
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    @Override
    public void close() throws SQLException {
        before.close();
        try {
            migrations.close();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
