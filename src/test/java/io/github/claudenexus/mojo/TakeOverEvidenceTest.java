package io.github.claudenexus.mojo;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.PlanRequest.Others;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.rehearsal.TargetReader;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A POM that demands evidence, on a database that another tool has migrated. */
class TakeOverEvidenceTest extends DatabaseTest {

    private static final Evidence NONE = new Evidence(false, "18", Map.of(), Map.of());

    @BeforeEach
    void anotherToolsHistory() throws SQLException {
        database.execute("CREATE TABLE schema_migrations (version varchar); INSERT INTO schema_migrations VALUES ('1');"
                + " CREATE TABLE item (id int)");
    }

    private Outcome migrate(Others others) {
        PlanRequest request = new PlanRequest(Optional.empty(), Optional.empty(), false, false, false, others);
        return new Goal.Migrate(request, Optional.empty(), Optional.of(NONE), Duration.ZERO)
                .run(
                        Run.on(database).migrator(),
                        Run.set(List.of(sql(1, "CREATE TABLE item (id int)"))),
                        () -> TargetReader.read(DatabaseUrl.parse(database.url(), "postgres"), Optional.empty()));
    }

    @Test
    void takingOverRunsNothingAndNeedsNone() throws SQLException {
        assertThat(migrate(Others.STOP).failure())
                .map(thrown -> thrown.failure().code())
                .hasValue(FailureCode.TAKE_OVER);

        assertThat(migrate(Others.TAKE_OVER).failure()).isEmpty();
        assertThat(database.value("SELECT string_agg(recorded_by, ' ') FROM nexus_migrations"))
                .isEqualTo("takeOver");
    }

    @Test
    void beginningAnewBesideItIsCoveredByNone() {
        assertThat(migrate(Others.IGNORE).failure())
                .map(thrown -> thrown.failure().code())
                .hasValue(FailureCode.EVIDENCE);
    }
}
