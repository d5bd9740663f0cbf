package io.github.claudenexus.report;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.Migrations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs to report. */
final class Reports {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final DatabaseInfo DATABASE = new DatabaseInfo(
            Optional.of("postgresql://nexus@localhost:5432/nexus"),
            Optional.of("DATABASE_URL"),
            Optional.of("18.1"),
            Optional.of("public.nexus_migrations"),
            Optional.empty());
    static final Failure STATEMENT = Failure.of(
                    FailureCode.STATEMENT_FAILED,
                    "002-add-owner: column \"owner\" of relation \"item\" already exists.",
                    "Fix the statement and run nexus:migrate again: nothing of 002-add-owner was kept.")
            .at(new Failure.Place(
                    Optional.of("002-add-owner"),
                    Optional.of("db/migration/002-add-owner.sql"),
                    Optional.of("ALTER TABLE item\n    ADD COLUMN owner text"),
                    Optional.of("42701"),
                    Optional.of(new SourcePosition("db/migration/001-a.sql", 3, 1))));

    private Reports() {}

    static GoalResult ok(String goal, MigrationResult... migrations) {
        return GoalResult.ended(
                run(goal), DATABASE, List.of(migrations), Optional.empty(), Optional.empty(), List.of());
    }

    static GoalResult failed(String goal, Failure failure, MigrationResult... migrations) {
        return GoalResult.ended(
                run(goal), DATABASE, List.of(migrations), Optional.empty(), Optional.of(failure), List.of());
    }

    static GoalResult found(GoalResult result, InvalidIndex... indexes) {
        return GoalResult.ended(
                result.run(),
                new DatabaseInfo(
                        DATABASE.address(),
                        DATABASE.source(),
                        DATABASE.serverVersion(),
                        DATABASE.historyTable(),
                        Optional.of(List.of(indexes))),
                result.migrations(),
                Optional.empty(),
                result.failure(),
                result.warnings());
    }

    static GoalResult.RunStamp run(String goal) {
        return new GoalResult.RunStamp(goal, "0.1.0", NOON, NOON.plusMillis(1234), "mvn nexus:help");
    }

    static MigrationResult applied(int number, String name) {
        return result(number, name, MigrationState.APPLIED, List.of(), List.of());
    }

    static MigrationResult appliedNow(int number, String name) {
        return ranNow(applied(number, name));
    }

    static MigrationResult ranNow(MigrationResult result) {
        return new MigrationResult(result.entry(), Optional.of(205L), result.rows(), 0, result.manualSteps());
    }

    /** The same with a line that says what it does. */
    static MigrationResult noted(MigrationResult result, String note) {
        MigrationEntry entry = result.entry();
        SqlMigration sql =
                Migrations.declaring(entry.migration().orElseThrow(), new Declarations("", "", "", List.of(), note));
        return new MigrationResult(
                new MigrationEntry(entry.id(), entry.state(), Optional.of(sql), entry.row(), entry.outOfOrder()),
                result.ranFor(),
                result.rows(),
                0,
                result.manualSteps());
    }

    /** The same, as history and class path have it in this entry. */
    static MigrationResult as(MigrationResult result, MigrationEntry entry) {
        return new MigrationResult(entry, result.ranFor(), result.rows(), 0, result.manualSteps());
    }

    static MigrationResult pending(int number, String name) {
        return result(number, name, MigrationState.PENDING, List.of(), List.of());
    }

    static MigrationResult result(
            int number, String name, MigrationState state, List<String> found, List<String> manualSteps) {
        MigrationId id = Migrations.id(number, name);
        boolean known = state != MigrationState.MISSING && state != MigrationState.AHEAD;
        boolean recorded = state != MigrationState.PENDING && state != MigrationState.OUT_OF_ORDER;
        Checksum now = new Checksum("sql-1", "5f" + number);
        Checksum then = state == MigrationState.CHANGED ? new Checksum("sql-1", "a0" + number) : now;
        DiscoveredMigration migration = new SqlMigration(
                id,
                now,
                new SqlScript(
                        "db/migration/" + id + ".sql",
                        List.of(Statement.in("test.sql", 1, 1, "SELECT 1")),
                        true,
                        Declarations.irreversible("it adds a column")),
                Optional.empty());
        HistoryRow row = new HistoryRow(
                id,
                "sql",
                then,
                switch (state) {
                    case INTERRUPTED -> HistoryRow.Phase.STARTED;
                    case HALF_UNDONE -> HistoryRow.Phase.UNDOING;
                    default -> HistoryRow.Phase.APPLIED;
                },
                Migrations.application(NOON.plusSeconds(60L * number), "nexus", 12),
                found,
                Optional.empty());
        return new MigrationResult(
                new MigrationEntry(
                        id,
                        state,
                        known ? Optional.of(migration) : Optional.empty(),
                        recorded ? Optional.of(row) : Optional.empty(),
                        state == MigrationState.OUT_OF_ORDER),
                Optional.empty(),
                Map.of(),
                0,
                manualSteps);
    }
}
