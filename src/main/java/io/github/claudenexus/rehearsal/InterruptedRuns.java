package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
             WHERE has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'USAGE')
               AND (cycle OR coalesce(last_value, start_value)::numeric + increment_by BETWEEN min_value AND max_value)""";

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

    /** Keeps what up is interrupted on, where anything of it or of the online part is run outside of a transaction. */
    void beforeUp() throws SQLException {
        if (!migration.atOnce()) {
            databases.keepOriginal();
        }
    }

    /** Keeps what down is interrupted on, where it is run outside of a transaction. */
    void beforeDown() throws SQLException {
        if (downIsNotTransactional()) {
            databases.keepOriginal();
        }
    }

    private boolean downIsNotTransactional() {
        return migration instanceof SqlMigration sql
                && sql.down().filter(down -> !down.transactional()).isPresent();
    }

    /** What was not tried. */
    List<String> remarks() {
        return remarks;
    }

    /** Down is not interrupted, because no copy of the database may be made. */
    void leaveOutDown() {
        if (downIsNotTransactional()) {
            remarks.add(withoutCopies());
        }
    }

    private String withoutCopies() {
        return "an interruption of " + migration.id()
                + ", which drops a role that no copy of the database may depend on";
    }

    /**
     * Interrupts up, and its online part, on copies of what was kept before it.
     *
     * @param whole what up makes of the database when nothing interrupts it
     */
    List<Finding> up(RehearsalState whole) throws SQLException {
        if (migration.atOnce()) {
            return List.of();
        }
        Optional<SqlScript> file = migration instanceof SqlMigration sql ? Optional.of(sql.up()) : Optional.empty();
        ResumeFindings findings = new ResumeFindings(migration, RehearsalStep.AGAIN, file);
        interrupt((database, watched) -> database.apply(set, migration, watched), whole, findings);
        return findings.all();
    }

    /**
     * Interrupts down, on copies of what was kept before it.
     *
     * @param whole what down has been run on with nothing to interrupt it
     */
    List<Finding> down(RehearsalDatabase whole) throws SQLException {
        if (!downIsNotTransactional()) {
            return List.of();
        }
        Optional<SqlScript> file = migration instanceof SqlMigration sql ? sql.down() : Optional.empty();
        ResumeFindings findings = new ResumeFindings(migration, RehearsalStep.DOWN, file);
        interrupt((database, watched) -> database.undo(set, migration, watched), whole.state(), findings);
        return findings.all();
    }

    private void interrupt(UpOrDown run, RehearsalState whole, ResumeFindings findings) throws SQLException {
        Optional<RehearsalDatabase> original = databases.original();
        if (original.isEmpty()) {
            remarks.add(withoutCopies());
            return;
        }
        new Trials(run, original.get(), whole, findings).interrupt();
        databases.discardOriginal();
    }

    /** Runs up, or down. */
    @FunctionalInterface
    private interface UpOrDown {
        Optional<NexusException> on(RehearsalDatabase database, RunListener watched) throws SQLException;
    }

    /** Up, or down. */
    private final class Trials {

        private final UpOrDown run;
        private final RehearsalDatabase original;
        private final RehearsalState whole;
        private final ResumeFindings findings;
        private Optional<Uninterrupted> usual = Optional.empty();

        Trials(UpOrDown run, RehearsalDatabase original, RehearsalState whole, ResumeFindings findings) {
            this.run = run;
            this.original = original;
            this.whole = whole;
            this.findings = findings;
        }

        void interrupt() throws SQLException {
            Set<Point> tried = new LinkedHashSet<>();
            boolean resumes = resumesAgainAndAgain(tried);
            if (resumes && tried.size() > 1) {
                // Whatever happens twice shows here; above it may have happened three times, and be back where it was.
                Point last = tried.stream().reduce((one, later) -> later).orElseThrow();
                interruptOnce(tried.size() < MOST ? last::equals : findings::isLastOfFile);
                resumes = findings.all().isEmpty();
            }
            if (!resumes) {
                interruptEach(tried);
            }
            if (tried.size() >= MOST) {
                findings.notTried(MOST).ifPresent(remarks::add);
            }
        }

        /** Interrupts it again and again on one copy, each time one place further: what is resumable mostly shows so. */
        private boolean resumesAgainAndAgain(Set<Point> tried) throws SQLException {
            RehearsalDatabase copy = copy();
            try {
                while (true) {
                    InterruptingProbe probe =
                            new InterruptingProbe(point -> tried.size() < MOST && !tried.contains(point));
                    Optional<Failure> failure = run(copy, probe);
                    if (probe.point().isEmpty()) {
                        return failure.isEmpty() && isAsUsual(difference(copy));
                    }
                    tried.add(probe.point().get());
                }
            } finally {
                databases.discard(copy);
            }
        }

        /** Interrupts it once at each place, each time on a copy of its own, to find the first that cannot be resumed. */
        private void interruptEach(Set<Point> tried) throws SQLException {
            tried.clear();
            findings.forget();
            Optional<Point> point = interruptOnce(next -> true);
            while (point.isPresent() && tried.add(point.get()) && tried.size() < MOST) {
                point = interruptOnce(next -> !tried.contains(next));
            }
            if (tried.size() >= MOST) {
                interruptOnce(findings::isLastOfFile);
            }
        }

        /** Where it was interrupted; empty where it was not, or where nothing can be learned from it. */
        private Optional<Point> interruptOnce(Predicate<Point> where) throws SQLException {
            RehearsalDatabase copy = copy();
            try {
                InterruptingProbe probe = new InterruptingProbe(where);
                Optional<Failure> cut = run(copy, probe);
                if (probe.point().isEmpty()) {
                    cut.ifPresent(failure -> remarks.add(findings.notInterrupted(failure)));
                    return Optional.empty();
                }
                Optional<Failure> failure = run(copy, StatementProbe.NONE);
                StateDifference difference = failure.isPresent() ? StateDifference.NONE : difference(copy);
                if (failure.isEmpty() && difference.isEmpty()) {
                    return probe.point();
                }
                Uninterrupted usual = uninterrupted();
                if (usual.failure().isPresent()) {
                    remarks.add(findings.notInterrupted(usual.failure().get()));
                    return Optional.empty();
                }
                Point point = probe.point().get();
                Optional<String> line = cut.flatMap(it -> it.place().code());
                failure.ifPresentOrElse(
                        it -> findings.failed(point, line, it),
                        () -> findings.differ(point, line, difference.beyond(usual.difference())));
                return probe.point();
            } finally {
                databases.discard(copy);
            }
        }

        private boolean isAsUsual(StateDifference difference) throws SQLException {
            return difference.isEmpty()
                    || difference.beyond(uninterrupted().difference()).isEmpty();
        }

        private Optional<Failure> run(RehearsalDatabase copy, StatementProbe probe) throws SQLException {
            return run.on(copy, RehearsalListener.probed(listener, probe)).map(NexusException::failure);
        }

        private StateDifference difference(RehearsalDatabase copy) throws SQLException {
            return StateDifference.between(whole, copy.state());
        }

        private RehearsalDatabase copy() throws SQLException {
            return databases.copy(original);
        }

        private Uninterrupted uninterrupted() throws SQLException {
            if (usual.isEmpty()) {
                RehearsalDatabase copy = copy();
                try (Connection aside = Connector.open(copy.database())) {
                    Optional<Failure> failure = run(copy, new SkippingSequences(aside));
                    usual = Optional.of(
                            new Uninterrupted(failure, failure.isPresent() ? StateDifference.NONE : difference(copy)));
                } finally {
                    databases.discard(copy);
                }
            }
            return usual.get();
        }
    }

    /**
     * What a second run shows that nothing interrupts. It is asked for where anything differs after an interruption.
     *
     * @param failure why it failed, if it did: copies share what the first run has changed on the server, as roles
     * @param difference how its end differs from that of the first
     */
    private record Uninterrupted(Optional<Failure> failure, StateDifference difference) {}

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
