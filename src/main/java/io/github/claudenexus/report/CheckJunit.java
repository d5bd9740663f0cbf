package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.report.MigrationView.StepView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run of {@code rollback-check} as JUnit XML: a test for each step of each migration, and one for its locks. */
final class CheckJunit {

    private static final String SUITE = "nexus.rollback-check";
    private static final String ERROR = "error";
    private static final String FAILURE = "failure";
    private static final String SKIPPED = "skipped";

    private CheckJunit() {}

    /** The document. */
    static String of(CheckReport report) {
        List<TestCase> cases = new ArrayList<>(withoutRehearsal(report));
        report.judged().forEach(migration -> cases.addAll(cases(migration)));
        GoalResult.RunStamp run = report.result().run();
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite"
                + attribute("name", SUITE)
                + attribute("timestamp", run.started().toString())
                + attribute("time", seconds(run.duration().toMillis()))
                + attribute("tests", String.valueOf(cases.size()))
                + attribute("errors", count(cases, ERROR))
                + attribute("failures", count(cases, FAILURE))
                + attribute("skipped", count(cases, SKIPPED))
                + ">"
                + cases.stream().map(TestCase::xml).collect(Collectors.joining())
                + "\n</testsuite>\n";
    }

    // Without a rehearsal a suite without tests would look like one that passed.
    private static List<TestCase> withoutRehearsal(CheckReport report) {
        GoalResult result = report.result();
        if (result.status() == GoalResult.RunStatus.SKIPPED) {
            return List.of(new TestCase(
                    SUITE, "rehearsal", 0, List.of(skipped(result.reason().orElseThrow()))));
        }
        if (result.failure().isEmpty() || !report.stopped().isEmpty()) {
            return List.of();
        }
        Failure failure = result.failure().get();
        Child error = problem(ERROR, failure.code().code(), failure.message(), FailureText.of(result));
        return List.of(new TestCase(SUITE, "rehearsal", 0, List.of(error)));
    }

    private static List<TestCase> cases(MigrationView migration) {
        String group = "rollback-check." + migration.name();
        List<TestCase> cases = new ArrayList<>();
        List<StepView> steps = migration.steps();
        for (StepView step : steps) {
            String name = step.step().word();
            if (step.millis().isPresent() || !step.findings().isEmpty()) {
                cases.add(new TestCase(group, name, step.millis().orElse(0L), outcome(step.findings())));
            } else if (!step.missing().equals(StepView.NONE)) {
                cases.add(new TestCase(group, name, 0, List.of(notRun(migration, step))));
            }
        }
        StepView up = steps.get(0);
        List<Child> locks =
                up.millis().isPresent() ? outcome(migration.flaggedLocks()) : List.of(notRun(migration, up));
        cases.add(new TestCase(group, Gate.LOCKS, 0, locks));
        return cases;
    }

    private static Child notRun(MigrationView migration, StepView step) {
        return skipped(
                step.missing().equals(StepView.NOT_REACHED)
                        ? step.missing() + ": " + migration.word()
                        : step.missing());
    }

    private static List<Child> outcome(List<FindingView> findings) {
        List<Child> children = new ArrayList<>();
        List<FindingView> stops =
                findings.stream().filter(one -> one.level() == Level.STOPS).toList();
        if (!stops.isEmpty()) {
            String all = stops.stream().map(CheckJunit::text).collect(Collectors.joining("\n\n"));
            children.add(problem(FAILURE, stops.get(0).code(), stops.get(0).message(), all));
        }
        String others = findings.stream()
                .filter(one -> one.level() != Level.STOPS)
                .map(one -> word(one) + text(one))
                .collect(Collectors.joining("\n\n"));
        if (!others.isEmpty()) {
            children.add(new Child("system-out", "<system-out>" + Markup.text(others + "\n") + "</system-out>"));
        }
        return children;
    }

    private static String word(FindingView finding) {
        return switch (finding.level()) {
            case STOPS, WARNS -> "warning: ";
            case FINE -> finding.code().equals(Verdict.IRREVERSIBLE.code()) ? "allowed: " : "accepted: ";
            case NOTE -> "information: ";
        };
    }

    private static String text(FindingView finding) {
        String statement = finding.statement().isEmpty() ? "" : "\n" + finding.statement();
        String values = finding.values()
                .map(it -> "\n" + it.property() + " " + it.whenBefore() + ": " + it.shownBefore() + "\n" + it.property()
                        + " " + it.whenAfter() + ": " + it.shownAfter())
                .orElse("");
        String fix = finding.fix().isBlank() ? "" : "\nfix: " + finding.fix();
        return finding.code() + ": " + finding.message() + statement + values + fix;
    }

    private static Child problem(String kind, String code, String message, String text) {
        return new Child(
                kind,
                "<" + kind + attribute("message", message) + attribute("type", code) + ">" + Markup.text(text) + "</"
                        + kind + ">");
    }

    private static Child skipped(String message) {
        return new Child(SKIPPED, "<skipped" + attribute("message", message) + "></skipped>");
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + Markup.attribute(value) + "\"";
    }

    private static String count(List<TestCase> cases, String kind) {
        return String.valueOf(cases.stream()
                .filter(test ->
                        test.children().stream().anyMatch(child -> child.kind().equals(kind)))
                .count());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }

    private record TestCase(String group, String name, long millis, List<Child> children) {

        String xml() {
            return "\n  <testcase" + attribute("classname", group) + attribute("name", name)
                    + attribute("time", seconds(millis)) + ">"
                    + children.stream().map(Child::xml).collect(Collectors.joining()) + "</testcase>";
        }
    }

    private record Child(String kind, String xml) {}
}
