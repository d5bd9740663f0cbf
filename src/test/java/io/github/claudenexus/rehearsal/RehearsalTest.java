package io.github.claudenexus.rehearsal;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.history.Histories;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RehearsalTest extends DatabaseTest {

    private static final long BIG = 100_000_000;
    private static final TargetState TARGET = new TargetState(
            Optional.of("host/database"),
            Optional.empty(),
            Histories.NONE,
            List.of(),
            Set.of(),
            TargetState.Measured.NONE,
            TargetState.NONE.sessions(),
            List.of());

    private final Run run = Run.on("postgresql://nobody@localhost/none");

    private Proof rehearse(MigrationSet set, Seeds seeds) {
        return rehearse(
                set,
                new RehearsalRequest(TargetState.NONE, seeds.byVersion(), Run.SETTINGS.with(seeds.variables()), BIG));
    }

    private Proof rehearse(MigrationSet set, RehearsalRequest request) {
        try (Scratch scratch = Scratch.thrownAway(DatabaseUrl.parse(database.url(), "postgres"), TargetState.NONE)) {
            return new Rehearsal(scratch, request, run.listener()).run(set, "test", judgement -> {});
        }
    }

    @Test
    void theSixNexusMigrationsAreReversible() throws Exception {
        try (MigrationSet nexus = Run.nexus()) {
            Proof proof = rehearse(
                    nexus,
                    Seeds.discover(
                            new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of()), nexus));
            assertThat(proof.judged()).hasSize(6).allMatch(one -> one.verdict() == Verdict.REVERSIBLE);
        }
    }

    @Test
    void aTableKeepsItsSizeWhenAnEarlierMigrationRenamesIt() throws Exception {
        RelationSize huge = new RelationSize(1_000_000_000, 100_000_000_000L);
        TargetState target = TARGET.sized(Map.of("public.a", huge));
        try (MigrationSet set = Run.set(List.of(
                sql(1, "CREATE TABLE a (id int, v text)"),
                sql(2, "ALTER TABLE a RENAME TO b"),
                sql(3, "CREATE SCHEMA archive", "ALTER TABLE b SET SCHEMA archive"),
                sql(4, "ALTER SCHEMA archive RENAME TO old"),
                sql(5, "ALTER TABLE old.b ALTER id TYPE bigint")))) {
            Proof proof = rehearse(set, new RehearsalRequest(target, Map.of(), Run.SETTINGS, BIG));

            assertThat(proof.judged().get(4).locks())
                    .filteredOn(lock -> lock.severity() == LockNote.Severity.ERROR)
                    .extracting(LockNote::relation, LockNote::onTarget)
                    .containsExactly(tuple("old.b", Optional.of(huge)));
        }
    }

    @Test
    void aLockThatItsMigrationAcceptsStopsNothingAndSaysWhy() throws Exception {
        TargetState target = TARGET.sized(Map.of("public.a", new RelationSize(1_000_000, 100_000_000_000L)));
        try (MigrationSet set = Run.set(List.of(
                sql(1, "CREATE TABLE a (id int, v text)"),
                accepting(sql(2, "ALTER TABLE a ALTER id TYPE bigint"), "the service is stopped for it"),
                sql(3, "ALTER TABLE a ALTER id TYPE int"),
                accepting(sql(4, "ALTER TABLE a ADD COLUMN w text"), "")))) {
            Proof proof = rehearse(set, new RehearsalRequest(target, Map.of(), Run.SETTINGS, BIG));

            Gate gate = new Gate(Set.of(Gate.LOCKS), List.of());
            assertThat(proof.judged())
                    .filteredOn(gate::stops)
                    .containsExactly(proof.judged().get(2));
            assertThat(proof.judged().get(1).locks())
                    .extracting(LockNote::severity)
                    .contains(LockNote.Severity.ACCEPTED)
                    .doesNotContain(LockNote.Severity.ERROR, LockNote.Severity.WARNING);
            assertThat(proof.judged().get(1).locks())
                    .filteredOn(lock -> lock.severity() == LockNote.Severity.ACCEPTED)
                    .allMatch(lock -> lock.advice().endsWith(" Accepted: the service is stopped for it."));
        }
    }

    @Test
    void acceptingALockWhereNoneIsFlaggedIsWarnedOfWhereATargetSaysHowLargeTablesAre() throws Exception {
        try (MigrationSet set = Run.set(List.of(accepting(sql(1, "CREATE TABLE a (id int)"), "it is quick")))) {
            rehearse(set, new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, BIG));
            assertThat(run.lines).noneMatch(line -> line.startsWith("warns: "));

            rehearse(set, new RehearsalRequest(TARGET, Map.of(), Run.SETTINGS, BIG));
            assertThat(run.lines)
                    .filteredOn(line -> line.startsWith("warns: "))
                    .containsExactly("warns: 001-sql-step declares accept-lock, and no lock of it is flagged with the"
                            + " tables as large as they are on this target.");
        }
    }

    @Test
    void acceptingALossWhereNoneIsFoundIsWarnedOf() throws Exception {
        Declarations declared = new Declarations("", "", "it is no use without", List.of());
        SqlMigration losing = Migrations.declaring(reversible(1, "CREATE TABLE a (id int)", "DROP TABLE a"), declared);
        try (MigrationSet set = Run.set(List.of(losing))) {
            rehearse(set, new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, BIG));

            assertThat(run.lines)
                    .containsExactly("warns: 001-sql-step declares accept-loss, and no loss was found: write a seed"
                            + " whose rows its down loses, or remove the declaration.");
        }
    }

    private static DiscoveredMigration accepting(DiscoveredMigration migration, String reason) {
        return Migrations.declaring(migration, new Declarations("a test", reason, "", List.of()));
    }

    @Test
    void whatIsDoneToTheRowsOfATableThatHadNoneIsNotCompared() throws Exception {
        RehearsalRequest request =
                new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, BIG, Optional.empty(), RowSource.SEEDS);
        try (MigrationSet set = Run.set(List.of(
                reversible(
                        1,
                        "CREATE TABLE soon (id int, v text); CREATE TABLE other (id int); CREATE TABLE kept (id int, v text, n int);"
                                + " CREATE TABLE filled AS SELECT 1 AS id",
                        "DROP TABLE soon, other, kept, filled"),
                reversible(2, "DROP TABLE IF EXISTS soon", "CREATE TABLE soon (id int, v text)"),
                reversible(
                        3,
                        "ALTER TABLE kept ADD IF NOT EXISTS w text DEFAULT 'x'; CREATE INDEX IF NOT EXISTS i ON kept (id);"
                                + " ALTER TABLE kept ALTER v SET DEFAULT 'v'",
                        "ALTER TABLE kept DROP w, ALTER v DROP DEFAULT; DROP INDEX i"),
                reversible(
                        4,
                        "UPDATE kept SET v = upper(v); UPDATE other SET id = 1; UPDATE filled SET id = 1",
                        "SELECT 1"),
                reversible(5, "ALTER TABLE kept ALTER n TYPE bigint", "ALTER TABLE kept ALTER n TYPE int")))) {
            Proof proof = rehearse(set, request);

            assertThat(proof.judged().subList(1, 5)).allMatch(one -> one.verdict() == Verdict.REVERSIBLE);
            assertThat(proof.notCompared())
                    .filteredOn(sentence -> sentence.startsWith("what ") && !sentence.startsWith("what migrations"))
                    .containsExactly(
                            "what 002-sql-step does to the rows of public.soon, or demands of them: the table was empty, and"
                                    + " no seed of an earlier migration fills it",
                            "what 004-sql-step does to the rows of public.kept, public.other, or demands of them: the"
                                    + " tables were empty, and no seed of an earlier migration fills them",
                            "what 005-sql-step does to the rows of public.kept, or demands of them: the table was empty, and"
                                    + " no seed of an earlier migration fills it");
        }
    }

    private static final DiscoveredMigration CUSTOMER = reversible(
            1, "CREATE TABLE customer (id int PRIMARY KEY, name text, nickname text)", "DROP TABLE customer");

    @Test
    void whatUpFillsFromOtherColumnsMustComeBackInRowsOfSeeds() throws Exception {
        RehearsalRequest request = new RehearsalRequest(
                TargetState.NONE,
                Map.of(Migrations.version(1), OnTarget.seed("INSERT INTO customer VALUES (1, 'Ann', 'Annie')")),
                Run.SETTINGS,
                BIG);
        try (MigrationSet set =
                Run.set(List.of(CUSTOMER, reversible(2, "UPDATE customer SET nickname = name", "SELECT 1")))) {
            Proof proof = rehearse(set, request);

            assertThat(proof.judged().get(1).findings())
                    .extracting(Finding::code, Finding::message)
                    .containsExactly(
                            tuple(
                                    Verdict.LOSES_DATA,
                                    "After down the values of public.customer.nickname in 1 row are not what they were before."));
            assertThat(proof.notCompared()).noneMatch(sentence -> sentence.contains("nickname"));
        }
    }

    @Test
    void whatUpFillsFromOtherColumnsNeedNotComeBackInMadeRowsAndTheReportSaysSo() throws Exception {
        RehearsalRequest request = new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, BIG);
        try (MigrationSet set = Run.set(List.of(
                CUSTOMER,
                reversible(2, "UPDATE customer SET nickname = upper(name)", "SELECT 1"),
                reversible(3, "ALTER TABLE customer RENAME TO client", "ALTER TABLE client RENAME TO customer"),
                reversible(4, "UPDATE client SET nickname = upper(name)", "SELECT 1")))) {
            Proof proof = rehearse(set, request);

            assertThat(proof.judged()).extracting(Judgement::verdict).containsOnly(Verdict.REVERSIBLE);
            assertThat(proof.notCompared())
                    .filteredOn(sentence -> sentence.contains("nickname"))
                    .containsExactly(
                            "whether the down of 002-sql-step loses values of public.customer.nickname, in 5 rows: its up"
                                    + " fills that column from others, and rows made from the catalog keep to no such rule",
                            "whether the down of 004-sql-step loses values of public.client.nickname, in 5 rows: its up"
                                    + " fills that column from others, and rows made from the catalog keep to no such rule");
        }
    }

    @Test
    void aSequenceThatBeginsAgainBehindItsRowsIsATrace() throws Exception {
        RehearsalRequest request = new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, BIG);
        try (MigrationSet set = Run.set(List.of(
                reversible(
                        1,
                        "CREATE TABLE t (id serial); INSERT INTO t VALUES (DEFAULT), (DEFAULT), (DEFAULT)",
                        "DROP TABLE t"),
                reversible(
                        2,
                        "ALTER TABLE t ALTER id DROP DEFAULT; DROP SEQUENCE IF EXISTS t_id_seq",
                        "CREATE SEQUENCE t_id_seq AS int OWNED BY t.id;"
                                + " ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq')")))) {
            Judgement judgement = rehearse(set, request).judged().get(1);

            assertThat(judgement.verdict()).isEqualTo(Verdict.LEAVES_TRACE);
            assertThat(judgement.findings())
                    .extracting(Finding::message, Finding::fix)
                    .containsExactly(tuple(
                            "After down the sequence public.t_id_seq gives values that public.t.id has already: it is at 0,"
                                    + " before up it was at 3, and public.t.id goes to 3.",
                            "Set it in down: SELECT setval('public.t_id_seq', max(id)) FROM public.t."));
            assertThat(judgement.sequences()).isEmpty();
        }
    }

    private static DiscoveredMigration reversible(int number, String up, String down) {
        return Migrations.undoneBy(sql(number, up.split("; ", -1)), down);
    }
}
