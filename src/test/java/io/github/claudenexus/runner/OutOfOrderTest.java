package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A hotfix: a migration whose version is older than one that is applied. */
class OutOfOrderTest extends DatabaseTest {

    private static final PlanRequest ALLOWED = new PlanRequest(Optional.empty(), Optional.empty(), false, false, true);

    private final DiscoveredMigration first = sql(1, "CREATE TABLE a ()");
    private final DiscoveredMigration hotfix = sql(2, "CREATE TABLE b ()");
    private final DiscoveredMigration last = sql(3, "CREATE TABLE c ()");

    @Test
    void itIsRefusedUnlessThatIsAllowed() {
        Run.on(database).migrate(first, last);

        Outcome outcome = Run.on(database).migrate(first, hotfix, last);

        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.OUT_OF_ORDER);
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("Give it the next free version: rename its class or file. Or apply it all the same, out of"
                        + " order, with -Dnexus.allowOutOfOrder=true.");
    }

    @Test
    void whatWasInterruptedBeforeItAndEndsAfterItIsTheLater() throws SQLException {
        DiscoveredMigration interrupted = nonTransactional(3, "CREATE TABLE IF NOT EXISTS c ()", "TABLE gone");
        assertThat(Run.on(database).migrate(first, interrupted).failure()).isPresent();
        database.execute("CREATE TABLE gone ()");

        Outcome outcome = Run.on(database).migrate(Run.set(List.of(first, hotfix, interrupted)), ALLOWED);

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT string_agg(version, ' ' ORDER BY applied_order) FROM nexus_migrations"))
                .isEqualTo("001 002 003");
        assertThat(outcome.migrations()).noneMatch(one -> one.entry().outOfOrder());
    }

    @Test
    void itIsAppliedAndRecordedAsSuch() throws SQLException {
        Run.on(database).migrate(first, last);

        Outcome outcome = Run.on(database).migrate(Run.set(List.of(first, hotfix, last)), ALLOWED);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.migrations())
                .extracting(
                        one -> one.entry().id().version() + " " + one.entry().outOfOrder())
                .containsExactly("001 false", "002 true", "003 false");
        assertThat(database.value("SELECT string_agg(version, ' ' ORDER BY applied_order) FROM nexus_migrations"))
                .isEqualTo("001 003 002");
        assertThat(Run.on(database).migrate(first, hotfix, last).failure()).isEmpty();
    }
}
