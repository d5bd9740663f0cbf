package io.github.claudenexus.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.runner.RunSettings;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest extends DatabaseTest {

    private final Run run = Run.on("postgresql://nobody@localhost/none");

    private Proof rehearse(MigrationSet set) {
        RunSettings settings =
                new RunSettings(Optional.empty(), RunSettings.Limits.DEFAULT, Map.of(), Path.of("."), "0-test");
        try (Scratch scratch = Scratch.open(DatabaseUrl.parse(database.url(), "postgres"), TargetState.NONE)) {
            return new Rehearsal(
                            scratch,
                            new RehearsalRequest(TargetState.NONE, Map.of(), settings, 100_000_000),
                            run.listener())
                    .run(set, "test", judgement -> {});
        }
    }

    @Test
    void theSixNexusMigrationsAreReversible() throws Exception {
        try (MigrationSet nexus = Run.nexus()) {
            Proof proof = rehearse(nexus);
            for (Judgement one : proof.judged()) {
                System.err.println(one.migration().id() + " " + one.verdict() + " " + one.steps());
                one.findings().forEach(finding -> System.err.println("   " + finding));
            }
            assertThat(proof.judged()).hasSize(6).allMatch(one -> one.verdict() == Verdict.REVERSIBLE);
        }
    }
}
