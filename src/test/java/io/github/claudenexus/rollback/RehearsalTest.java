package io.github.claudenexus.rollback;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.RelationSize;
import io.github.claudenexus.runner.RunSettings;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest extends DatabaseTest {

    private static final long BIG = 100_000_000;

    private final Run run = Run.on("postgresql://nobody@localhost/none");

    private Proof rehearse(MigrationSet set, Seeds seeds) {
        RunSettings settings = new RunSettings(
                Optional.empty(), RunSettings.Limits.DEFAULT, seeds.variables(), Path.of("."), "0-test");
        return rehearse(set, new RehearsalRequest(TargetState.NONE, seeds.byNumber(), settings, BIG));
    }

    private Proof rehearse(MigrationSet set, RehearsalRequest request) {
        try (Scratch scratch = Scratch.open(DatabaseUrl.parse(database.url(), "postgres"), TargetState.NONE)) {
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
        TargetState target = TargetState.NONE.sized(Map.of("public.a", huge));
        RunSettings settings =
                new RunSettings(Optional.empty(), RunSettings.Limits.DEFAULT, Map.of(), Path.of("."), "0-test");
        try (MigrationSet set = Run.set(List.of(
                sql(1, "CREATE TABLE a (id int, v text)"),
                sql(2, "ALTER TABLE a RENAME TO b"),
                sql(3, "CREATE SCHEMA archive", "ALTER TABLE b SET SCHEMA archive"),
                sql(4, "ALTER SCHEMA archive RENAME TO old"),
                sql(5, "ALTER TABLE old.b ALTER id TYPE bigint")))) {
            Proof proof = rehearse(set, new RehearsalRequest(target, Map.of(), settings, BIG));

            assertThat(proof.judged().get(4).locks())
                    .filteredOn(lock -> lock.severity() == LockNote.Severity.ERROR)
                    .extracting(LockNote::relation, LockNote::onTarget)
                    .containsExactly(tuple("old.b", Optional.of(huge)));
        }
    }
}
