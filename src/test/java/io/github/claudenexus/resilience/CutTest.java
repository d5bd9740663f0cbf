package io.github.claudenexus.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.resilience.CuttingProxy.Point;
import io.github.claudenexus.resilience.CuttingProxy.Side;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The connection of a run is cut after each message of the protocol, in either direction. What the run then says is so,
 * and one plain run ends where an undisturbed one does.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class CutTest {

    @ParameterizedTest
    @CsvSource({"NEXUS_EMPTY, 3", "NEXUS_USED, 3", "MIXED, 6", "UNDONE, 6"})
    void nothingIsLost(Sets set, int sampleASide) throws Exception {
        try (Scenario scenario = Scenario.of(set, TestServer.shared())) {
            List<Point> points = new ArrayList<>();
            Messages messages = messages(scenario);
            for (Side side : List.of(Side.CLIENT, Side.SERVER)) {
                int all = side == Side.CLIENT ? messages.ofClient() : messages.ofServer();
                Sample.tell(set + ", " + side + ": " + all + " messages");
                SortedSet<Integer> after = new TreeSet<>(Sample.of(side == Side.CLIENT ? 0 : 1, all, sampleASide));
                after.addAll(side == Side.CLIENT && set.isMixed() ? messages.commits() : List.of());
                after.forEach(number -> points.add(new Point(side, number)));
            }
            Trials<Result> trials = Trials.of(points, point -> tryOne(scenario, set, point));
            long cut = trials.count(Result::cut);
            Sample.tell("Cut at every message, " + set + ": " + points.size() + " points, " + cut + " cuts, "
                    + trials.count(Result::committedAllTheSame) + " COMMITs whose answer was lost, "
                    + trials.failures().size() + " failures");
            assertThat(trials.failures()).isEmpty();
            // The last messages of a run are not the same each time.
            assertThat(cut).isGreaterThanOrEqualTo(points.size() - 2 - points.size() / 50);
        }
    }

    private record Result(boolean cut, boolean committedAllTheSame) {}

    private record Messages(int ofClient, int ofServer, List<Integer> commits) {}

    private static Messages messages(Scenario scenario) throws SQLException, IOException {
        try (TestDatabase database = scenario.copy();
                CuttingProxy proxy = new CuttingProxy(database.url(), Point.NEVER)) {
            assertThat(scenario.work(proxy.url()).failure()).isEmpty();
            return new Messages(proxy.passed(Side.CLIENT), proxy.passed(Side.SERVER), proxy.commits());
        }
    }

    private static Result tryOne(Scenario scenario, Sets set, Point point) throws SQLException, IOException {
        try (TestDatabase database = scenario.copy();
                CuttingProxy proxy = new CuttingProxy(database.url(), point)) {
            Outcome outcome = scenario.work(proxy.url());
            toldTheTruth(outcome, set, scenario, database);
            scenario.isMadeWhole(database);
            boolean cut = proxy.reached().getCount() == 0 || point.after() == 0;
            return new Result(cut, outcome.failure().stream().anyMatch(failure -> String.valueOf(failure.getMessage())
                    .endsWith(" all the same.")));
        }
    }

    /** What it said is applied or undone is, and so for all the rest. */
    private static void toldTheTruth(Outcome outcome, Sets set, Scenario scenario, TestDatabase database) {
        List<String> told = states(outcome);
        if (outcome.failure().isEmpty()) {
            assertThat(outcome.migrations()).isNotEmpty().allMatch(set::isDone);
        }
        if (!told.isEmpty()) {
            assertThat(told).as("what the run said, and what is").isEqualTo(states(scenario.status(database.url())));
        }
        outcome.failure().ifPresent(failure -> failure.failure()
                .place()
                .migration()
                .filter(id -> told.contains(id + " " + set.stateAtTheEnd()))
                .ifPresent(id -> assertThat(failure.getMessage())
                        .startsWith("The connection was lost at the end of ")
                        .contains(" " + id + ", ")
                        .endsWith(" all the same.")));
    }

    private static List<String> states(Outcome outcome) {
        return outcome.migrations().stream()
                .map((MigrationResult result) -> result.entry().id() + " " + result.state())
                .toList();
    }
}
