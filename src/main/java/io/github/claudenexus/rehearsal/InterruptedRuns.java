package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.rehearsal.InterruptingProbe.Point;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Interrupts what one migration does outside of a transaction after each of its statements, each time on a copy of the
 * database from before, and runs it again, as {@code migrate} does after a crash. It has to end as a run does that
 * nothing interrupts.
 */
final class InterruptedRuns {

    /** How often up is interrupted at most, and down. */
    static final int MOST = 20;

    // As an interruption does to the ids of rows that are inserted after it.
    private static final String SKIP_A_VALUE_OF_EACH_SEQUENCE = """
            SELECT nextval(format('%I.%I', schemaname, sequencename)::regclass)
              FROM pg_sequences
             WHERE cycle OR coalesce(last_value, start_value)::numeric + increment_by BETWEEN min_value AND max_value""";

    private final RehearsalDatabases databases;
    private final MigrationSet set;
    private final DiscoveredMigration migration;
    private final RunListener listener;
    private final List<String> remarks = new ArrayList<>();

    InterruptedRuns(
            RehearsalDatabases databases, MigrationSet set, DiscoveredMigration migration, RunListener listener) {
        this.databases = databases;
        this.set = set;
        this.migration = migration;
        this.listener = listener;
    }

    /** Whether anything of its up or its online part is run outside of a transaction. */
    static boolean concernUp(DiscoveredMigration migration) {
        return !migration.transactional() || (migration instanceof JavaMigration java && java.online());
    }

    /** Whether its down is run outside of a transaction. */
    static boolean concernDown(DiscoveredMigration migration) {
        return migration instanceof SqlMigration sql
                && sql.down().filter(down -> !down.transactional()).isPresent();
    }

    /** What was not tried. */
    List<String> remarks() {
        return remarks;
    }

    /** What is not tried of a migration of which no copy may be made. */
    static String withoutCopies(DiscoveredMigration migration) {
        return "an interruption of " + migration.id()
                + ", which drops a role that no copy of the database may depend on";
    }

    /**
     * Interrupts up, and its online part; the reference has not had it.
     *
     * @param whole what up makes of the database when nothing interrupts it
     */
    List<Finding> up(RehearsalState whole) throws SQLException {
        Optional<SqlScript> file = migration instanceof SqlMigration sql ? Optional.of(sql.up()) : Optional.empty();
        ResumeFindings findings = new ResumeFindings(migration, RehearsalStep.AGAIN, file);
        new Trials((database, watched) -> database.apply(set, migration, watched), List.of(), whole, findings)
                .interrupt();
        return findings.all();
    }

    /**
     * Interrupts down; the reference has had up.
     *
     * @param seeds the rows that are written before down
     * @param whole what down makes of the database when nothing interrupts it
     */
    List<Finding> down(List<SqlScript> seeds, RehearsalState whole) throws SQLException {
        Optional<SqlScript> file = migration instanceof SqlMigration sql ? sql.down() : Optional.empty();
        ResumeFindings findings = new ResumeFindings(migration, RehearsalStep.DOWN, file);
        new Trials((database, watched) -> database.undo(set, migration, watched), seeds, whole, findings).interrupt();
        return findings.all();
    }

    /** Runs up, or down. */
    @FunctionalInterface
    private interface UpOrDown {
        Optional<NexusException> on(RehearsalDatabase database, RunListener watched) throws SQLException;
    }

    /** Up, or down. */
    private final class Trials {

        private final UpOrDown run;
        private final List<SqlScript> seeds;
        private final RehearsalState whole;
        private final ResumeFindings findings;
        private Optional<StateDifference> usual = Optional.empty();

        Trials(UpOrDown run, List<SqlScript> seeds, RehearsalState whole, ResumeFindings findings) {
            this.run = run;
            this.seeds = seeds;
            this.whole = whole;
            this.findings = findings;
        }

        void interrupt() throws SQLException {
            if (!databases.hasReference()) {
                remarks.add(withoutCopies(migration));
                return;
            }
            int passed = 0;
            for (int trial = 1; trial <= MOST && passed < findings.statements(); trial++) {
                if (trial == MOST && findings.isOfFile() && passed < findings.statements() - 1) {
                    remarks.add(findings.onlyTheFirstAndTheLast(passed));
                    passed = findings.statements() - 1;
                }
                RehearsalDatabase copy = copy();
                Optional<Point> point = interruptAfter(passed, copy);
                databases.discard(copy);
                if (point.isEmpty()) {
                    return;
                }
                passed = point.get().passed();
            }
            if (!findings.isOfFile()) {
                remarks.add(findings.onlyTheFirst(MOST));
            }
        }

        private RehearsalDatabase copy() throws SQLException {
            RehearsalDatabase copy = databases.copy(databases.reference());
            if (!seeds.isEmpty()) {
                SeedRows.write(copy.connection(), seeds);
            }
            return copy;
        }

        /** Where it was interrupted; empty where it was not, and so will not be after more statements either. */
        private Optional<Point> interruptAfter(int passed, RehearsalDatabase copy) throws SQLException {
            InterruptingProbe probe = new InterruptingProbe(passed);
            Optional<NexusException> cut = run.on(copy, RehearsalListener.probed(listener, probe));
            if (probe.point().isEmpty()) {
                cut.ifPresent(failure -> remarks.add(findings.notInterrupted(failure.failure())));
                return Optional.empty();
            }
            Point point = probe.point().get();
            Optional<String> line =
                    cut.flatMap(failure -> failure.failure().place().code());
            Optional<Failure> failure =
                    run.on(copy, RehearsalListener.silent(listener)).map(NexusException::failure);
            if (failure.isEmpty()) {
                findings.differ(point, line, difference(copy.state()));
            } else if (RehearsalDatabases.anotherIsNamed(failure.get().message(), copy)) {
                remarks.add(findings.notInterrupted(failure.get()));
            } else {
                findings.failed(point, line, failure.get());
            }
            return Optional.of(point);
        }

        private StateDifference difference(RehearsalState resumed) throws SQLException {
            StateDifference difference = StateDifference.between(whole, resumed);
            if (!difference.isEmpty() && usual.isEmpty()) {
                usual = Optional.of(usual());
            }
            return difference.beyond(usual.orElse(StateDifference.NONE));
        }

        /** How a second run that nothing interrupts differs from the first. */
        private StateDifference usual() throws SQLException {
            RehearsalDatabase copy = copy();
            try (Connection aside = Connector.open(copy.database())) {
                Optional<NexusException> failure =
                        run.on(copy, RehearsalListener.probed(listener, new SkippingSequences(aside)));
                return failure.isPresent() ? StateDifference.NONE : StateDifference.between(whole, copy.state());
            } finally {
                databases.discard(copy);
            }
        }
    }

    /** Takes values of all sequences between the statements. */
    private record SkippingSequences(Connection aside) implements StatementProbe {

        @Override
        public <T> T around(Connection connection, Statement statement, Call<T> call) throws Throwable {
            T result = call.run();
            if (connection.getAutoCommit()) {
                Statements.query(aside, SKIP_A_VALUE_OF_EACH_SEQUENCE, row -> row.getLong(1));
            }
            return result;
        }
    }
}
