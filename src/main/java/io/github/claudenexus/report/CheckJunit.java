package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Gate;
import io.github.claudenexus.rollback.Judgement;
import io.github.claudenexus.rollback.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run of {@code rollback-check} as JUnit XML: a test for each step of each migration, and one for its locks. */
final class CheckJunit {

    private static final String SUITE = "nexus.rollback-check";
    private static final double MILLIS = 1000.0;

    private final CheckReport report;

    private CheckJunit(CheckReport report) {
        this.report = report;
    }

    /** The document. */
    static String of(CheckReport report) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new CheckJunit(report).suite() + "\n";
    }

    private Element suite() {
        List<Element> cases = new ArrayList<>(withoutRehearsal());
        report.judged().forEach(judgement -> {
            for (Step step : Step.values()) {
                cases.add(step(judgement, step));
            }
            cases.add(locks(judgement));
        });
        Element suite = Element.of("testsuite")
                .with("name", SUITE)
                .with("timestamp", report.run().run().started().toString())
                .with("time", seconds(report.run().run().duration().toMillis()))
                .with("tests", String.valueOf(cases.size()))
                .with("errors", count(cases, "error"))
                .with("failures", count(cases, "failure"))
                .with("skipped", count(cases, "skipped"));
        for (Element test : cases) {
            suite = suite.add("\n  ", test);
        }
        return suite.add("\n");
    }

    // Without a rehearsal a suite without tests would look like one that passed.
    private List<Element> withoutRehearsal() {
        Element test = test(SUITE, "rehearsal", 0);
        if (report.run().result() instanceof RunReport.Result.Skipped skipped) {
            return List.of(test.add(Element.of("skipped").with("message", skipped.reason())));
        }
        return report.run()
                .failure()
                .filter(failure -> report.stopped().isEmpty())
                .map(failure -> test.add(
                        problem("error", failure.code().code(), failure.message(), FailureText.of(report.run()))))
                .map(List::of)
                .orElse(List.of());
    }

    private Element step(Judgement judgement, Step step) {
        Long millis = judgement.steps().get(step);
        List<Finding> findings =
                judgement.findings().stream().filter(one -> one.step() == step).toList();
        List<Failure> seeds =
                step == Step.SEEDS ? judgement.failedSeed().stream().toList() : List.of();
        Element test = test(name(judgement), step.word(), millis == null ? 0 : millis);
        List<Finding> stops = findings.stream()
                .filter(one -> report.gate().stops(judgement, one))
                .toList();
        if (!stops.isEmpty()) {
            Finding worst = stops.get(0);
            String all = String.join("\n\n", stops.stream().map(JunitText::of).toList());
            return test.add(problem("failure", worst.code().code(), worst.message(), all))
                    .add(out(judgement, findings));
        }
        for (Failure seed : seeds) {
            return test.add(problem("failure", seed.code().code(), seed.message(), seed.hint()));
        }
        if (millis == null && findings.isEmpty()) {
            return test.add(Element.of("skipped").with("message", notReached(judgement, step)));
        }
        return test.add(out(judgement, findings));
    }

    private Element locks(Judgement judgement) {
        Element test = test(name(judgement), Gate.LOCKS, 0);
        if (!judgement.steps().containsKey(Step.UP)) {
            return test.add(Element.of("skipped").with("message", notReached(judgement, Step.UP)));
        }
        List<LockNote> stops =
                judgement.locks().stream().filter(report.gate()::stops).toList();
        List<String> warnings = report.accused(judgement).stream()
                .filter(lock -> !report.gate().stops(lock))
                .map(lock -> (report.weight(lock) == Weight.FINE ? "accepted: " : "warning: ") + JunitText.of(lock))
                .toList();
        if (!stops.isEmpty()) {
            String all = String.join("\n\n", stops.stream().map(JunitText::of).toList());
            test = test.add(problem("failure", Gate.LOCKS, CheckWords.of(stops.get(0)), all));
        }
        return test.add(out(warnings));
    }

    private List<Element> out(Judgement judgement, List<Finding> findings) {
        return out(findings.stream()
                .filter(one -> !report.gate().stops(judgement, one))
                .map(one ->
                        (report.weight(judgement, one) == Weight.FINE ? "allowed: " : "warning: ") + JunitText.of(one))
                .toList());
    }

    private static List<Element> out(List<String> warnings) {
        return warnings.isEmpty() ? List.of() : List.of(Element.of("system-out", String.join("\n\n", warnings) + "\n"));
    }

    private static String notReached(Judgement judgement, Step step) {
        String why = CheckWords.missing(judgement, step);
        return why.equals("none") ? why : why + ": " + judgement.verdict().code();
    }

    private static String name(Judgement judgement) {
        return "rollback-check." + CheckSummary.name(judgement);
    }

    private static Element test(String group, String name, long millis) {
        return Element.of("testcase")
                .with("classname", group)
                .with("name", name)
                .with("time", seconds(millis));
    }

    private static Element problem(String kind, String code, String message, String text) {
        return Element.of(kind, text).with("message", message).with("type", code);
    }

    private static String count(List<Element> cases, String kind) {
        return String.valueOf(cases.stream()
                .filter(test -> test.children().stream()
                        .anyMatch(child -> child instanceof Element element
                                && element.name().equals(kind)))
                .count());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / MILLIS);
    }
}
