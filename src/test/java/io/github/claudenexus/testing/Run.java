package io.github.claudenexus.testing;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackPlan;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.Rehearsal;
import io.github.claudenexus.rehearsal.RehearsalRequest;
import io.github.claudenexus.rehearsal.Scratch;
import io.github.claudenexus.runner.Migrator;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run of migrations on a test's database, without Maven, and all that it said. */
public final class Run {

    /** Those that a run has by default. */
    public static final RunSettings SETTINGS =
            new RunSettings(Optional.empty(), RunSettings.Limits.DEFAULT, Map.of(), Path.of("."), "0-test");

    /** What the run said, in order. */
    public final List<String> lines = new CopyOnWriteArrayList<>();

    /** What only nexus.debug shows: the server's notices, counts of rows; the first thousand. */
    public final List<String> notices = new CopyOnWriteArrayList<>();

    /** The statements that ran, which only nexus.debug shows; the first thousand. */
    public final List<String> statements = new CopyOnWriteArrayList<>();

    private final String url;
    private final RunSettings settings;

    private Run(String url, RunSettings settings) {
        this.url = url;
        this.settings = settings;
    }

    /** On this database, with default settings. */
    public static Run on(TestDatabase database) {
        return on(database.url());
    }

    /** On the database of this URL, with default settings. */
    public static Run on(String url) {
        return new Run(url, SETTINGS);
    }

    /** With these variables. */
    public Run variables(Map<String, String> variables) {
        return new Run(url, settings.with(variables));
    }

    /** With the history in this schema. */
    public Run schema(String schema) {
        return new Run(url, settings.in(schema));
    }

    /** With these limits, in milliseconds. */
    public Run limits(long lockTimeout, long lockRetryTime, long wait) {
        RunSettings.Limits limits = new RunSettings.Limits(
                Duration.ofMillis(lockTimeout), Duration.ofMillis(lockRetryTime), Duration.ofMillis(wait));
        return new Run(
                url,
                new RunSettings(
                        settings.schema(),
                        limits,
                        settings.variables(),
                        settings.baseDirectory(),
                        settings.pluginVersion()));
    }

    /** Applies these migrations. */
    public Outcome migrate(DiscoveredMigration... migrations) {
        return migrate(set(List.of(migrations)), PlanRequest.ALL);
    }

    /** Applies what the request asks for. */
    public Outcome migrate(MigrationSet set, PlanRequest request) {
        return migrator().migrate(set, request);
    }

    /** Undoes what the request asks for. */
    public Outcome rollback(RollbackRequest request, DiscoveredMigration... migrations) {
        return rollback(set(List.of(migrations)), request);
    }

    /** The same of a set. */
    public Outcome rollback(MigrationSet set, RollbackRequest request) {
        return migrator().rollback(set, request);
    }

    /** Undoes what was applied last. */
    public Outcome undo(DiscoveredMigration... migrations) {
        return rollback(RollbackRequest.LAST, migrations);
    }

    /** Reads how things stand. */
    public Outcome status(DiscoveredMigration... migrations) {
        return migrator().status(set(List.of(migrations)));
    }

    /** Rehearses a set on the database's server, as on one that is deleted afterwards. */
    public Proof rehearse(MigrationSet set, RehearsalRequest request) {
        try (Scratch scratch = Scratch.thrownAway(DatabaseUrl.parse(url, "postgres"), request.target())) {
            return new Rehearsal(scratch, request, listener()).run(set, "test", judgement -> {});
        }
    }

    /** Hears a run, and keeps what it says in {@link #lines}. */
    public RunListener listener() {
        return new Listener();
    }

    public Migrator migrator() {
        return new Migrator(DatabaseUrl.parse(url, "postgres"), settings, listener());
    }

    /** These migrations as a set. */
    public static MigrationSet set(List<? extends DiscoveredMigration> migrations) {
        return new MigrationSet(List.copyOf(migrations), List.of(), new URLClassLoader(new URL[0]));
    }

    /** The six migrations of the Claude Nexus Proxy. */
    public static MigrationSet nexus() {
        return Discovery.discover(new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of()));
    }

    /** A checksum of that value. */
    public static Checksum checksum(String value) {
        return new Checksum("test-1", value);
    }

    private final class Listener implements RunListener {

        @Override
        public void waiting(String holder) {
            lines.add("waiting: " + holder);
        }

        @Override
        public void begins(DiscoveredMigration migration) {
            lines.add("begins: " + migration.id());
        }

        @Override
        public void applied(DiscoveredMigration migration, Duration duration) {
            lines.add("applied: " + migration.id());
        }

        @Override
        public void plans(RollbackPlan plan) {
            plan.steps().forEach(step -> lines.add("plans: " + step.id()));
            lines.add("stays: " + plan.last().map(MigrationId::toString).orElse("none"));
            plan.repeatable().forEach(id -> lines.add("again: " + id));
        }

        @Override
        public void undone(DiscoveredMigration migration, Duration duration) {
            lines.add("undone: " + migration.id());
        }

        @Override
        public void retries(DiscoveredMigration migration, String reason) {
            lines.add("retries: " + migration.id() + ": " + reason);
        }

        @Override
        public void says(String line) {
            lines.add("says: " + line);
        }

        @Override
        public void notice(String line) {
            // A migration may raise a great many.
            if (notices.size() < 1000) {
                notices.add(line);
            }
        }

        @Override
        public void statement(String sql, Duration duration) {
            if (statements.size() < 1000) {
                statements.add(sql);
            }
        }

        @Override
        public void warns(String line) {
            lines.add("warns: " + line);
        }
    }
}
