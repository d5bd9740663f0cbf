package io.github.claudenexus.resilience;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What came of trying points, as many at once as there are processors.
 *
 * @param results of those that went well
 * @param failures of the others: the point, and what was wrong
 */
record Trials<R>(List<R> results, List<String> failures) {

    private static final int STEP = 500;

    /** One point's. */
    interface Trial<P, R> {
        R of(P point) throws Exception;
    }

    static <P, R> Trials<R> of(List<P> points, Trial<P, R> trial) throws InterruptedException {
        Trials<R> trials = new Trials<>(
                Collections.synchronizedList(new ArrayList<>()), Collections.synchronizedList(new ArrayList<>()));
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        points.forEach(point -> threads.execute(() -> trials.add(point, trial)));
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.DAYS);
        if (trials.results.size() + trials.failures.size() != points.size()) {
            throw new AssertionError("of " + points.size() + " points only " + trials.results.size()
                    + " ended well and " + trials.failures.size() + " failed");
        }
        return trials;
    }

    private <P> void add(P point, Trial<P, R> trial) {
        try {
            results.add(trial.of(point));
        } catch (Exception | Error failure) {
            failures.add(point + ": " + failure);
            Sample.tell("Failed at " + failures.get(failures.size() - 1));
        }
        int tried = results.size() + failures.size();
        if (tried % STEP == 0) {
            Sample.tell(tried + " tried, " + failures.size() + " failures so far");
        }
    }

    long count(Predicate<R> what) {
        return results.stream().filter(what).count();
    }
}
