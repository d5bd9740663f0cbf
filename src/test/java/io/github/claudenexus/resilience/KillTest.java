package io.github.claudenexus.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.resilience.CuttingProxy.Point;
import io.github.claudenexus.resilience.CuttingProxy.Side;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process of a run is killed (SIGKILL) while its k-th statement is at the server; one plain run makes it whole. */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class KillTest {

    @ParameterizedTest
    @CsvSource({"NEXUS_EMPTY, 3", "NEXUS_USED, 4", "MIXED, 5", "UNDONE, 5"})
    void nothingIsLost(Sets set, int sample) throws Exception {
        try (Scenario scenario = Scenario.of(set, TestServer.shared())) {
            int all = statements(scenario);
            List<Integer> points = Sample.of(1, all, sample);
            Trials<Integer> trials = Trials.of(points, statement -> tryOne(scenario, set, statement));
            Sample.tell("Kill at every statement, " + set + ": " + points.size() + " of " + all + " statements, "
                    + trials.failures().size() + " failures");
            assertThat(trials.failures()).isEmpty();
        }
    }

    private static int statements(Scenario scenario) throws SQLException, IOException {
        try (TestDatabase database = scenario.copy();
                CuttingProxy proxy = new CuttingProxy(database.url(), Point.NEVER)) {
            assertThat(scenario.work(proxy.url()).failure()).isEmpty();
            return proxy.passed(Side.STATEMENT);
        }
    }

    private static int tryOne(Scenario scenario, Sets set, int statement)
            throws SQLException, IOException, InterruptedException {
        try (TestDatabase database = scenario.copy();
                CuttingProxy proxy = new CuttingProxy(database.url(), new Point(Side.STATEMENT, statement))) {
            try (Victim victim = Victim.working(set, proxy.url())) {
                assertThat(proxy.reached().await(2, TimeUnit.MINUTES))
                        .as("the statement is reached")
                        .isTrue();
                victim.signal("KILL");
            }
            scenario.isMadeWhole(database);
            return statement;
        }
    }
}
