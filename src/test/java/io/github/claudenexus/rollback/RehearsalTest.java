package io.github.claudenexus.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.runner.RunSettings;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest extends DatabaseTest {

    private final Run run = Run.on("postgresql://nobody@localhost/none");

    private Proof rehearse(MigrationSet set, Seeds seeds) {
        RunSettings settings = new RunSettings(
                Optional.empty(), RunSettings.Limits.DEFAULT, seeds.variables(), Path.of("."), "0-test");
        try (Scratch scratch = Scratch.open(DatabaseUrl.parse(database.url(), "postgres"), TargetState.NONE)) {
            return new Rehearsal(
                            scratch,
                            new RehearsalRequest(TargetState.NONE, seeds.byNumber(), settings, 100_000_000),
                            run.listener())
                    .run(set, "test", judgement -> {});
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
}
