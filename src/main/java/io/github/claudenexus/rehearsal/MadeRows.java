package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rows.RowChoice;
import io.github.claudenexus.sql.Statement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rows that are made from the catalog for the rehearsal of one migration: all at first, fewer where up fails on some. */
final class MadeRows {

    private final RehearsalDatabases databases;
    private final Map<String, String> refused = new TreeMap<>();
    private final DiscoveredMigration migration;
    private final RowChoice all;
    private RowChoice choice;
    private Set<String> roles = Set.of();
    private boolean areFewer;

    MadeRows(RehearsalDatabases databases, RehearsalRequest request, DiscoveredMigration migration) {
        this.databases = databases;
        this.migration = migration;
        // Seeds give their rows the first keys, so others get far ones.
        this.all = request.seeds().isEmpty() ? RowChoice.ALL : RowChoice.ALL.withFarKeys();
        this.choice = request.rows() == RowSource.GENERATED ? all : RowChoice.NONE;
    }

    /** What the database holds once each table without rows has been given some. */
    RehearsalState in(RehearsalDatabase database) throws SQLException {
        roles = databases.roles();
        return database.fill(choice, refused);
    }

    /** Whether some were left out, so that a database that has them shows less than others. */
    boolean areFewer() {
        return areFewer;
    }

    /** Why rows were refused, by table. */
    Map<String, String> refused() {
        return refused;
    }

    /** Whether up may have failed because of them. */
    boolean mayBeWhy(Failure failure, RehearsalDatabase trial) {
        return trial.isFilled() && !choice.equals(RowChoice.NONE) && failure.code() != FailureCode.UNFIT_SCRATCH;
    }

    /**
     * Finds out on which of them up fails.
     *
     * @param before what the trial held, on which it failed
     * @param locks those that up took
     * @param up applies the migration to a database, and says why it could not
     */
    RowTrials<SQLException> trials(RehearsalState before, List<LockNote> locks, UpOn up) throws SQLException {
        databases.discardTrial();
        databases.dropRolesBut(roles);
        List<String> tables = databases.reference().withoutOtherRows();
        return new RowTrials<>(
                rows -> onCopy(tables, rows, up),
                all,
                before.rows().columns(),
                statements(locks).stream().map(Statement::text).toList());
    }

    /** What up runs, as far as that is known: of a class, what took a lock. */
    List<Statement> statements(List<LockNote> locks) {
        return migration instanceof SqlMigration sql
                ? sql.up().statements()
                : locks.stream().map(LockNote::statement).distinct().toList();
    }

    /** From now on there are only these; where up has failed on just these already, none. */
    void goOnWith(RowChoice rows) {
        boolean haveFailed = choice.equals(rows);
        choice = haveFailed ? RowChoice.NONE : rows;
        areFewer = true;
    }

    /** Applies a migration. */
    @FunctionalInterface
    interface UpOn {
        /** Why it failed; empty when it did not. */
        Optional<Failure> database(RehearsalDatabase database) throws SQLException;
    }

    /** On a copy of the reference that has these rows in these tables, and no other made ones. */
    private Optional<Failure> onCopy(List<String> tables, RowChoice rows, UpOn up) throws SQLException {
        Set<String> rolesBefore = databases.roles();
        RehearsalDatabase copy = databases.copy(databases.reference());
        try {
            copy.empty();
            if (!rows.equals(RowChoice.NONE)) {
                copy.make(tables, rows);
            }
            return up.database(copy);
        } finally {
            databases.discard(copy);
            databases.dropRolesBut(rolesBefore);
        }
    }
}
