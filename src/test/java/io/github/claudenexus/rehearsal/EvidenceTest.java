package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.RollbackRequest.RehearsedDown;
import io.github.claudenexus.testing.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a proof covers a run, and what is said when it does not. */
class EvidenceTest {

    private static final DiscoveredMigration FIRST = Migrations.sql(1, "CREATE TABLE a ()");
    private static final DiscoveredMigration SECOND = Migrations.sql(2, "CREATE TABLE b ()");
    private static final DiscoveredMigration EDITED = Migrations.sql(2, "CREATE TABLE b (n integer)");
    private static final DiscoveredMigration THIRD = Migrations.sql(3, "CREATE TABLE c ()");
    private static final Gate GATE = new Gate(Gate.DEFAULT, List.of());

    private final Evidence evidence =
            Evidence.of(Judged.proof("17.4", List.of(FIRST), Judged.with(SECOND), Judged.with(THIRD)), GATE);

    private static String objection(
            Evidence evidence, List<DiscoveredMigration> found, Set<String> pending, String version) {
        return evidence.objection(found, pending, version)
                .map(failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.EVIDENCE);
                    assertThat(failure.hint())
                            .isEqualTo("Run nexus:rollback-check on these migrations, with this target configured, and"
                                    + " hand over its rollback-check.json.");
                    return failure;
                })
                .map(Failure::message)
                .orElse("none");
    }

    private String objection(List<DiscoveredMigration> found) {
        return objection(evidence, found, Set.of("003-sql-step"), "17.9");
    }

    @Test
    void provedMigrationsAreCovered() {
        assertThat(objection(List.of(FIRST, SECOND, THIRD))).isEqualTo("none");
        assertThat(objection(List.of(THIRD, FIRST, SECOND))).isEqualTo("none");
    }

    @Test
    void aChangedMigrationIsNotCovered() {
        assertThat(objection(List.of(FIRST, EDITED, THIRD)))
                .isEqualTo("The evidence does not cover what would be applied: 002-sql-step has changed since.");
    }

    @Test
    void aNewOrMissingMigrationIsNotCovered() {
        assertThat(objection(List.of(SECOND, THIRD, Migrations.sql(4, "SELECT 1"))))
                .isEqualTo("The evidence does not cover what would be applied: 001-sql-step is in it and not on the"
                        + " class path; 004-sql-step is not in it.");
    }

    @Test
    void unjudgedMigrationsAreNotCovered() {
        assertThat(objection(
                        evidence,
                        List.of(FIRST, SECOND, THIRD),
                        Set.of("001-sql-step", "002-sql-step", "003-sql-step"),
                        "17.4"))
                .isEqualTo("The evidence does not cover what would be applied: 001-sql-step was not rehearsed, its"
                        + " target had it already.");
    }

    @Test
    void anotherMajorVersionIsNotCovered() {
        assertThat(objection(evidence, List.of(FIRST, SECOND, THIRD), Set.of(), "18.4 (Debian 18.4-1)"))
                .isEqualTo("The evidence does not cover what would be applied: it was made on PostgreSQL 17.4 and the"
                        + " target is PostgreSQL 18.4 (Debian 18.4-1).");
    }

    @Test
    void aStoppedMigrationIsNotCovered() {
        Evidence red = Evidence.of(
                Judged.proof("17.4", List.of(FIRST), Judged.with(SECOND, Verdict.LEAVES_TRACE), Judged.with(THIRD)),
                GATE);

        assertThat(objection(red, List.of(FIRST, SECOND, THIRD), Set.of("001-sql-step"), "18.0"))
                .isEqualTo("The evidence does not cover what would be applied: the migrations did not pass"
                        + " the gate as it is by default; 001-sql-step was not rehearsed, its target had it already; it was made on PostgreSQL 17.4"
                        + " and the target is PostgreSQL 18.0.");
    }

    @ParameterizedTest
    @CsvSource({
        "LOSES_DATA, LEAVES_TRACE, leaves-trace",
        "NOT_RESUMABLE, IRREVERSIBLE, irreversible",
        "LOSES_DATA, DOWN_FAILED, down-failed"
    })
    void aDownThatDidNotUndoItsUpIsNotCoveredWhateverElseWasFound(Verdict other, Verdict found, String code) {
        Evidence both = Evidence.of(Judged.proof("17.4", List.of(), Judged.with(SECOND, other, found)), GATE);

        assertThat(both.downs(List.of(SECOND)))
                .extractingByKey(SECOND.id())
                .extracting(RehearsedDown::objection)
                .isEqualTo(Optional.of("its verdict on 002-sql-step is " + code));
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"LOSES_DATA", "NOT_RESUMABLE", "FAILS_ON_SOME_ROWS", "COLUMN_ORDER_ONLY"})
    void aDownThatUndidItsUpIsCovered(Verdict found) {
        Evidence undone = Evidence.of(Judged.proof("17.4", List.of(), Judged.with(SECOND, found)), GATE);

        assertThat(undone.downs(List.of(SECOND)))
                .extractingByKey(SECOND.id())
                .extracting(RehearsedDown::objection)
                .isEqualTo(Optional.empty());
    }

    @Test
    void theHashIsThatOfTheWholeSetWhateverItsOrder() {
        Evidence again = new Evidence(false, "14.1", evidence.migrations(), Map.of());

        assertThat(evidence.set()).matches("sha256:[0-9a-f]{64}").isEqualTo(again.set());
        assertThat(new Evidence(true, "17.4", Evidence.fingerprints(List.of(THIRD, SECOND, FIRST)), Map.of()).set())
                .isEqualTo(evidence.set());
        assertThat(new Evidence(true, "17.4", Evidence.fingerprints(List.of(THIRD, EDITED, FIRST)), Map.of()).set())
                .isNotEqualTo(evidence.set());
    }

    @Test
    void theFingerprintIsOfTheDownTooButNotOfItsComments(@TempDir Path root) throws IOException {
        String asItWas = fingerprint(root, "DROP TABLE a;\n");

        assertThat(fingerprint(root, "-- why\nDROP TABLE a; -- gone\n")).isEqualTo(asItWas);
        assertThat(fingerprint(root, "DROP TABLE a CASCADE;\n")).isNotEqualTo(asItWas);
        assertThat(fingerprint(root, "DROP TABLE a;\nSELECT 1;\n")).isNotEqualTo(asItWas);
        assertThat(fingerprint(root, "-- nexus: transactional=false\nDROP TABLE a;\n"))
                .isNotEqualTo(asItWas);
    }

    private static String fingerprint(Path root, String down) throws IOException {
        Path folder = Files.createDirectories(root.resolve("com/acme/steps"));
        Files.writeString(folder.resolve("001-a.sql"), "CREATE TABLE a ();\n");
        Files.writeString(folder.resolve("001-a.down.sql"), down);
        try (MigrationSet set =
                Discovery.discover(new ClassPath(List.of(), List.of("com.acme.steps"), List.of(root)))) {
            Map<String, String> prints = Evidence.fingerprints(set.migrations());
            return String.valueOf(prints.get("001-a"));
        }
    }
}
