package io.github.claudenexus.report;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.VersionRange;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.TestFindings;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.SequenceMove;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.Migrations;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rehearsals to report. */
final class Proofs {

    static final Gate GATE = new Gate(Gate.DEFAULT, List.of(VersionRange.of("007")));
    static final String NARROW = "ALTER TABLE item ALTER COLUMN price TYPE numeric(10,2)";

    private Proofs() {}

    static CheckReport report(Judgement... judged) {
        return report(GATE, proof(judged));
    }

    static CheckReport report(ProjectFacts project, Judgement... judged) {
        return new CheckReport(report(judged).result(), project);
    }

    static CheckReport report(Gate gate, Proof proof) {
        return without(GoalResult.ended(
                Reports.run("rollback-check"),
                Reports.DATABASE,
                List.of(),
                Optional.of(new CheckedProof(proof, gate, true)),
                Optional.empty(),
                List.of()));
    }

    /** All that the console shows of it, but the exception. */
    static List<String> console(CheckReport report, Style style, boolean verbose) {
        List<String> lines = new ArrayList<>();
        report.judged().forEach(one -> lines.add(CheckConsole.judged(one, style)));
        lines.addAll(CheckConsole.stopping(report, style, verbose));
        lines.addAll(CheckConsole.closing(report, style, verbose));
        return lines;
    }

    /** Of a run that ended before a rehearsal. */
    static CheckReport without(GoalResult result) {
        return new CheckReport(result, ProjectFacts.NONE);
    }

    static Proof proof(Judgement... judged) {
        Map<MigrationId, MigrationState> states =
                new TreeMap<>(Map.of(Migrations.id(0, "init"), MigrationState.APPLIED));
        List.of(judged).forEach(one -> states.put(one.migration().id(), MigrationState.PENDING));
        return new Proof(
                "18.6",
                "the plugin's own PostgreSQL",
                List.of(judged),
                List.of(sql(0, "init", "SELECT 0")),
                List.of("What roles may do.", "The contents of materialized views."),
                states);
    }

    static Judgement reversible() {
        return judgement(sql(1, "add-item", "SELECT 1"), RehearsalStep.UP_AGAIN, List.of());
    }

    static Judgement upFailed() {
        return judgement(
                sql(2, "add-owner", "SELECT 2"),
                RehearsalStep.UP,
                List.of(finding(
                        Verdict.UP_FAILED,
                        RehearsalStep.UP,
                        "002-add-owner",
                        "Up failed: column \"owner\" of relation \"item\" already exists.")));
    }

    static Judgement verifyFailed() {
        return judgement(
                new JavaMigration(
                        Migrations.id(3, "fill-owner"),
                        new Checksum("class-1", "c3"),
                        "com.example.M003_FillOwner",
                        () -> {
                            throw new IllegalStateException();
                        },
                        true,
                        true,
                        Declarations.NONE),
                RehearsalStep.UP,
                List.of(finding(
                        Verdict.VERIFY_FAILED,
                        RehearsalStep.UP,
                        "003-fill-owner",
                        "Verify says: 3 items have no owner.")));
    }

    static Judgement downFailed() {
        return judgement(
                sql(4, "split-item", "SELECT 4"),
                RehearsalStep.DOWN,
                List.of(finding(
                        Verdict.DOWN_FAILED,
                        RehearsalStep.DOWN,
                        "004-split-item",
                        "Down failed: cannot drop table item because other objects depend on it.")));
    }

    static Judgement losesData() {
        Judgement plain = judgement(
                sql(5, "narrow-price", "SELECT 5", NARROW),
                RehearsalStep.UP_AGAIN,
                List.of(
                        TestFindings.changing(
                                TestFindings.finding(
                                        Verdict.LEAVES_TRACE,
                                        RehearsalStep.DOWN,
                                        "column public.item.price",
                                        "Down does not bring back a property of column public.item.price.",
                                        "Set the type in down: ALTER TABLE item ALTER COLUMN price TYPE numeric(12,4)."),
                                "type",
                                "numeric(12,4)",
                                "numeric(10,2)"),
                        TestFindings.changing(
                                finding(
                                        Verdict.LOSES_DATA,
                                        RehearsalStep.DATA,
                                        "column public.item.price",
                                        "After down the values of public.item.price in 1 row are not what they were before."),
                                null,
                                "1",
                                "0")));
        return new Judgement(
                plain.migration(),
                plain.findings(),
                List.of(new Loss("public.item", "price", 1), new Loss("public.item_log", null, 12_345)),
                List.of(Locks.rewrite(LockNote.Severity.ERROR), Locks.seen()),
                List.of(new SequenceMove("public.item_id_seq", 3, 7)),
                plain.steps(),
                Optional.empty());
    }

    static Judgement notIdempotent() {
        return judgement(
                sql(6, "add-index", "SELECT 6"),
                RehearsalStep.UP_AGAIN,
                List.of(TestFindings.changing(
                        TestFindings.finding(
                                Verdict.NOT_IDEMPOTENT,
                                RehearsalStep.AGAIN,
                                "index public.item_owner_idx1",
                                "Run again, up makes index public.item_owner_idx1.",
                                "Guard it: CREATE INDEX IF NOT EXISTS with a name."),
                        null,
                        null,
                        "there")));
    }

    static Judgement irreversible() {
        return judgement(
                onlyUp(7, "hash-tokens", true),
                RehearsalStep.AGAIN,
                List.of(finding(
                        Verdict.IRREVERSIBLE,
                        RehearsalStep.DOWN,
                        "007-hash-tokens",
                        "There is no down: a hash cannot be turned back.")));
    }

    static Judgement columnOrder() {
        return judgement(
                sql(8, "drop-note", "SELECT 8"),
                RehearsalStep.UP_AGAIN,
                List.of(TestFindings.changing(
                        TestFindings.finding(
                                Verdict.COLUMN_ORDER_ONLY,
                                RehearsalStep.DOWN,
                                "column public.item.note",
                                "Down brings column public.item.note back as the last one.",
                                ""),
                        "position",
                        "2",
                        "4")));
    }

    /** A migration with these locks, otherwise as it should be. */
    static Judgement locked(LockNote... locks) {
        Judgement plain = reversible();
        return new Judgement(
                plain.migration(), List.of(), List.of(), List.of(locks), List.of(), plain.steps(), Optional.empty());
    }

    /** A migration whose seed could not be written. */
    static Judgement badSeed() {
        return badSeed(Failure.of(FailureCode.BAD_SEED, "The seed 009-seeded.sql failed.", "Fix the seed."));
    }

    static Judgement badSeed(Failure failure) {
        Judgement plain = judgement(sql(9, "seeded", "SELECT 9"), RehearsalStep.SEEDS, List.of());
        return new Judgement(
                plain.migration(), List.of(), List.of(), List.of(), List.of(), plain.steps(), Optional.of(failure));
    }

    /** Every verdict there is, in the order of the migrations. */
    static Judgement[] everyVerdict() {
        return new Judgement[] {
            reversible(),
            upFailed(),
            verifyFailed(),
            downFailed(),
            losesData(),
            notIdempotent(),
            irreversible(),
            columnOrder()
        };
    }

    static Judgement judgement(DiscoveredMigration migration, RehearsalStep last, List<Finding> findings) {
        SortedMap<RehearsalStep, Long> steps = new TreeMap<>();
        for (RehearsalStep step : RehearsalStep.values()) {
            if (step.compareTo(last) <= 0) {
                steps.put(step, 10L + steps.size());
            }
        }
        return new Judgement(migration, findings, List.of(), List.of(), List.of(), steps, Optional.empty());
    }

    static Finding finding(Verdict code, RehearsalStep step, String object, String message) {
        return TestFindings.finding(code, step, object, message, "");
    }

    static SqlMigration sql(int number, String name, String... statements) {
        MigrationId id = Migrations.id(number, name);
        List<Statement> up = new ArrayList<>();
        for (String statement : statements) {
            up.add(Statement.in("db/migration/" + id + ".sql", 3 + 2 * up.size(), 1, statement));
        }
        return new SqlMigration(
                id,
                new Checksum("sql-1", "a" + number),
                new SqlScript("db/migration/" + id + ".sql", up, true, Declarations.NONE),
                Optional.of(new SqlScript(
                        "db/migration/" + id + ".down.sql",
                        List.of(Statement.in("db/migration/" + id + ".down.sql", 1, 1, "SELECT -1")),
                        true,
                        Declarations.NONE)));
    }

    static SqlMigration onlyUp(int number, String name, boolean transactional) {
        SqlMigration plain = sql(number, name, "SELECT " + number);
        SqlScript up = plain.up();
        return new SqlMigration(
                plain.id(),
                plain.checksum(),
                new SqlScript(
                        up.file(),
                        up.statements(),
                        transactional,
                        Declarations.irreversible("a hash cannot be turned back.")),
                Optional.empty());
    }

    static ProjectFacts project(Map<String, String> sources) {
        return new ProjectFacts(
                "com.example:shop 1.2.0",
                Optional.of("commit 0123456789ab on main"),
                Optional.of(Path.of("/srv/shop")),
                sources,
                ZoneOffset.UTC);
    }

    static Map<String, String> sources() {
        return Map.of(
                "db/migration/005-narrow-price.sql", "src/main/resources/db/migration/005-narrow-price.sql",
                "db/migration/005-narrow-price.down.sql", "src/main/resources/db/migration/005-narrow-price.down.sql");
    }
}
