package io.github.claudenexus.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A database as it is found, migrations to apply or undo, and what an undisturbed run makes of it. */
final class Scenario implements AutoCloseable {

    private final Sets set;
    private final TestDatabase before;
    private final MigrationSet migrations;
    private final State expected;
    private final Duration took;

    private Scenario(Sets set, TestDatabase before, MigrationSet migrations, State expected, Duration took) {
        this.set = set;
        this.took = took;
        this.before = before;
        this.migrations = migrations;
        this.expected = expected;
    }

    /** Prepares the database, and runs the migrations once on a copy. */
    static Scenario of(Sets set, TestServer server) throws SQLException {
        TestDatabase before = server.createDatabase();
        set.prepare(before);
        MigrationSet migrations = set.migrations();
        try (TestDatabase copy = before.copy()) {
            long start = System.nanoTime();
            ended(set.work(run(set, copy.url()), migrations));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            try (Connection connection = copy.connect()) {
                return new Scenario(set, before, migrations, State.of(connection), took);
            }
        }
    }

    /** The same, where the server answers at another port by now. */
    Scenario at(TestServer server) {
        return new Scenario(set, before.on(server), migrations, expected, took);
    }

    /** A database as it is found. */
    TestDatabase copy() throws SQLException {
        return before.copy();
    }

    /** How long the undisturbed run took. */
    Duration took() {
        return took;
    }

    /** A run on this URL. */
    Run run(String url) {
        return run(set, url);
    }

    static Run run(Sets set, String url) {
        return Run.on(url).variables(Map.of("accounts", Sets.ACCOUNTS));
    }

    Outcome work(String url) {
        return work(run(url));
    }

    Outcome work(Run run) {
        return set.work(run, migrations);
    }

    /** How things stand. */
    Outcome status(String url) {
        return run(url).status(migrations.migrations().toArray(new DiscoveredMigration[0]));
    }

    /** One plain run makes it whole, whatever happened before. */
    void isMadeWhole(TestDatabase database) throws SQLException {
        ended(work(database.url()));
        isWhole(database);
    }

    /** It is as an undisturbed run leaves it. */
    void isWhole(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            assertThat(expected.differences(State.of(connection))).isEmpty();
        }
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
