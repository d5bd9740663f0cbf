package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.VersionRange;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.testing.Migrations;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps a release from passing. */
class GateTest {

    private static final DiscoveredMigration THIRD = Migrations.sql(3, "SELECT 1");
    private static final DiscoveredMigration SAFE = Migrations.of(
            3,
            new Migration() {
                @Override
                public void up(Database database) {}

                @Override
                public boolean safeToRepeat() {
                    return true;
                }
            },
            false);
    private static final Gate DEFAULT = new Gate(Gate.DEFAULT, List.of());
    private static final Gate NONE = new Gate(Set.of(), List.of());

    private static boolean passes(Gate gate, Judgement... judged) {
        return gate.passes(Judged.proof("18.1", List.of(), judged));
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void verdictsFromUpFailedToIrreversibleStopByDefault(Verdict verdict) {
        boolean warns = Set.of(
                        Verdict.NOT_IDEMPOTENT,
                        Verdict.NO_DOWN,
                        Verdict.FAILS_ON_SOME_ROWS,
                        Verdict.COLUMN_ORDER_ONLY,
                        Verdict.REVERSIBLE)
                .contains(verdict);

        assertThat(passes(DEFAULT, Judged.with(THIRD, verdict))).isEqualTo(warns);
    }

    @Test
    void theWorstVerdictComesFirst() {
        assertThat(Verdict.values())
                .extracting(Verdict::code)
                .containsExactly(
                        "up-failed",
                        "verify-failed",
                        "down-failed",
                        "loses-data",
                        "leaves-trace",
                        "not-resumable",
                        "fails-on-rows",
                        "irreversible",
                        "not-idempotent",
                        "no-down",
                        "fails-on-some-rows",
                        "column-order-only",
                        "reversible");
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.class, mode = EnumSource.Mode.EXCLUDE, names = "REVERSIBLE")
    void aNamedCodeFailsTheBuild(Verdict verdict) {
        assertThat(Gate.words()).contains(verdict.code());
        assertThat(passes(new Gate(Set.of(verdict.code()), List.of()), Judged.with(THIRD, verdict)))
                .isFalse();
        assertThat(passes(new Gate(Set.of(), List.of()), Judged.with(THIRD, verdict)))
                .isTrue();
    }

    @Test
    void anAcceptedLossPassesAndOtherFindingsFail() {
        DiscoveredMigration losing =
                Migrations.losing((JavaMigration) Migrations.up(4, database -> {}), "they are of no use");

        assertThat(passes(DEFAULT, Judged.with(losing, Verdict.LOSES_DATA))).isTrue();
        assertThat(passes(DEFAULT, Judged.with(losing, Verdict.LOSES_DATA, Verdict.LEAVES_TRACE)))
                .isFalse();
    }

    @Test
    void aMigrationDeclaredSafeToRepeatIsStoppedWhenItIsNot() {
        assertThat(passes(DEFAULT, Judged.with(SAFE, Verdict.NOT_IDEMPOTENT))).isFalse();
        assertThat(passes(DEFAULT, Judged.with(SAFE, Verdict.COLUMN_ORDER_ONLY)))
                .isTrue();
        assertThat(passes(new Gate(Set.of("up-failed"), List.of()), Judged.with(SAFE, Verdict.NOT_IDEMPOTENT)))
                .isFalse();
        assertThat(passes(NONE, Judged.with(SAFE, Verdict.NOT_IDEMPOTENT))).isTrue();
    }

    @Test
    void notIdempotentIsNoInformationForAMigrationDeclaredSafeToRepeat() {
        Judgement broken = Judged.with(SAFE, Verdict.NOT_IDEMPOTENT);
        Judgement plain = Judged.with(THIRD, Verdict.NOT_IDEMPOTENT);

        assertThat(broken.verdict()).isEqualTo(Verdict.NOT_IDEMPOTENT);
        assertThat(List.of(DEFAULT, NONE))
                .allMatch(gate -> gate.verdict(broken) == Verdict.NOT_IDEMPOTENT)
                .allMatch(gate -> gate.word(broken).equals("not-idempotent"));
        assertThat(plain.verdict()).isEqualTo(Verdict.REVERSIBLE);
        assertThat(List.of(DEFAULT, NONE)).allMatch(gate -> gate.verdict(plain) == Verdict.REVERSIBLE);
    }

    @Test
    void gateWordsAreTheCodesAndLocks() {
        assertThat(Gate.words())
                .containsExactlyInAnyOrder(
                        "up-failed",
                        "verify-failed",
                        "down-failed",
                        "loses-data",
                        "leaves-trace",
                        "not-resumable",
                        "fails-on-rows",
                        "irreversible",
                        "not-idempotent",
                        "no-down",
                        "fails-on-some-rows",
                        "column-order-only",
                        "locks");
    }

    @Test
    void irreversibleOnesAreAllowedByVersion() {
        Judgement irreversible = Judged.with(THIRD, Verdict.IRREVERSIBLE);

        assertThat(passes(new Gate(Gate.DEFAULT, List.of(VersionRange.of("3"))), irreversible))
                .isTrue();
        assertThat(passes(new Gate(Gate.DEFAULT, List.of(VersionRange.of("4"))), irreversible))
                .isFalse();
    }

    @Test
    void otherFindingsOfAnAllowedMigrationStillStop() {
        Judgement both = Judged.with(THIRD, Verdict.IRREVERSIBLE, Verdict.UP_FAILED);

        assertThat(passes(new Gate(Gate.DEFAULT, List.of(VersionRange.of("3"))), both))
                .isFalse();
    }

    @Test
    void everyFindingCountsNotOnlyTheWorst() {
        Judgement both = Judged.with(THIRD, Verdict.LEAVES_TRACE, Verdict.NOT_IDEMPOTENT);

        assertThat(both.verdict()).isEqualTo(Verdict.LEAVES_TRACE);
        assertThat(passes(new Gate(Set.of("not-idempotent"), List.of()), both)).isFalse();
    }

    @Test
    void onlyLocksThatAreErrorsStop() {
        assertThat(passes(DEFAULT, Judged.locking(THIRD, LockNote.Severity.ERROR)))
                .isFalse();
        assertThat(passes(DEFAULT, Judged.locking(THIRD, LockNote.Severity.WARNING)))
                .isTrue();
        assertThat(passes(new Gate(Set.of("up-failed"), List.of()), Judged.locking(THIRD, LockNote.Severity.ERROR)))
                .isTrue();
    }

    @Test
    void aFailedSeedStopsWhateverFailOnNames() {
        Judgement unseeded = Judged.unseeded(THIRD, Failure.of(FailureCode.BAD_SEED, "No such table.", ""));

        assertThat(unseeded.verdict()).isEqualTo(Verdict.REVERSIBLE);
        assertThat(passes(new Gate(Set.of(), List.of()), unseeded)).isFalse();
    }
}
