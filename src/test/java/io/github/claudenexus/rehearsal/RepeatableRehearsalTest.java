package io.github.claudenexus.rehearsal;

import static io.github.claudenexus.testing.Migrations.repeatable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repeatable migrations are run twice, and have to leave the same catalog. */
class RepeatableRehearsalTest extends OnTarget {

    private static final Gate GATE = new Gate(Gate.DEFAULT, List.of());

    private final DiscoveredMigration table = step(1, "CREATE TABLE IF NOT EXISTS item (id int)", "DROP TABLE item");

    @Test
    void oneThatLeavesTheSameCatalogPasses() {
        DiscoveredMigration view = repeatable("items", "CREATE OR REPLACE VIEW items AS SELECT id FROM item");
        DiscoveredMigration made = repeatable(
                "made",
                "DROP TABLE IF EXISTS made",
                "CREATE TABLE made (id serial, at timestamptz)",
                "INSERT INTO made (at) SELECT clock_timestamp()");

        Proof proof = rehearse(TargetState.NONE, table, view, made);

        assertThat(proof.judged())
                .extracting(one -> one.migration().id() + " " + GATE.word(one))
                .containsExactly("001-step reversible", "R-items repeatable", "R-made repeatable");
        assertThat(GATE.passes(proof)).isTrue();
    }

    @Test
    void oneThatFailsTheSecondTimeFailsTheBuild() {
        Proof proof =
                rehearse(TargetState.NONE, table, repeatable("items", "CREATE VIEW items AS SELECT id FROM item"));

        Judgement judgement = proof.judged().get(1);
        assertThat(judgement.findings())
                .extracting(Finding::message)
                .containsExactly("A repeatable migration is run again and again. Run a second time, R-items failed:"
                        + " relation \"items\" already exists. Statement: CREATE VIEW items AS SELECT id FROM item"
                        + " (line 1, column 1).");
        assertThat(GATE.word(judgement)).isEqualTo("not-idempotent");
        assertThat(GATE.passes(proof)).isFalse();
    }

    @Test
    void oneThatLeavesAnotherCatalogFailsTheBuild() {
        Proof proof = rehearse(TargetState.NONE, table, repeatable("index", "CREATE INDEX ON item (id)"));

        Judgement judgement = proof.judged().get(1);
        assertThat(judgement.findings())
                .extracting(finding -> finding.code() + " " + finding.object())
                .containsExactly("NOT_IDEMPOTENT index public.item_id_idx1");
        assertThat(GATE.passes(proof)).isFalse();
    }

    @Test
    void thoseOfTheTargetAreThereBeforeWhatIsPending() {
        DiscoveredMigration view = repeatable("items", "CREATE OR REPLACE VIEW items AS SELECT id FROM item");
        DiscoveredMigration drops = step(2, "ALTER TABLE item DROP COLUMN id", "ALTER TABLE item ADD COLUMN id int");

        Proof proof = rehearse(applied(table, view), table, drops, view);

        assertThat(proof.judged())
                .extracting(one -> one.migration().id() + " " + one.verdict())
                .containsExactly("002-step UP_FAILED");
        assertThat(proof.judged().get(0).findings().get(0).message()).contains("view items depends on");
    }
}
