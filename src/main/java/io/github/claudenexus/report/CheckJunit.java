package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Step;
import io.github.claudenexus.rehearsal.Verdict;
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
        report.judged().forEach(judgement -> cases.addAll(tests(judgement)));
        Element suite = Element.of("testsuite")
                .with("name", SUITE)
                .with("timestamp", report.result().run().started().toString())
                .with("time", seconds(report.result().run().duration().toMillis()))
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
        if (report.result().status() == GoalResult.Status.SKIPPED) {
            return List.of(test.add(Element.of("skipped")
                    .with("message", report.result().reason().orElseThrow())));
        }
        return report.result()
                .failure()
                .filter(failure -> report.stopped().isEmpty())
                .map(failure -> test.add(
                        problem("error", failure.code().code(), failure.message(), FailureText.of(report.result()))))
                .map(List::of)
                .orElse(List.of());
    }

    private List<Element> tests(Judgement judgement) {
        List<Remark> all = report.remarks(judgement);
        List<Element> tests = new ArrayList<>();
        for (Step step : Step.values()) {
            List<Remark> remarks = all.stream()
                    .filter(one -> one.step() == step && !one.code().equals(Gate.LOCKS))
                    .toList();
            Long millis = judgement.steps().get(step);
            String missing = CheckWords.missing(judgement, step);
            if (millis != null || !remarks.isEmpty()) {
                tests.add(test(name(judgement), step.word(), millis == null ? 0 : millis)
                        .add(result(remarks)));
            } else if (!missing.equals("none")) {
                tests.add(skipped(judgement, step.word(), missing));
            }
        }
        List<Remark> locks =
                all.stream().filter(one -> one.code().equals(Gate.LOCKS)).toList();
        tests.add(
                judgement.steps().containsKey(Step.UP)
                        ? test(name(judgement), Gate.LOCKS, 0).add(result(locks))
                        : skipped(judgement, Gate.LOCKS, CheckWords.missing(judgement, Step.UP)));
        return tests;
    }

    private Element skipped(Judgement judgement, String test, String why) {
        String message = why.equals("not reached") ? why + ": " + report.word(judgement) : why;
        return test(name(judgement), test, 0).add(Element.of("skipped").with("message", message));
    }

    private static List<Element> result(List<Remark> remarks) {
        List<Element> result = new ArrayList<>();
        List<Remark> stops =
                remarks.stream().filter(one -> one.weight() == Weight.STOPS).toList();
        if (!stops.isEmpty()) {
            String all = String.join("\n\n", stops.stream().map(JunitText::of).toList());
            result.add(problem("failure", stops.get(0).code(), stops.get(0).message(), all));
        }
        List<String> others = remarks.stream()
                .filter(one -> one.weight() != Weight.STOPS)
                .map(one -> word(one) + JunitText.of(one))
                .toList();
        if (!others.isEmpty()) {
            result.add(Element.of("system-out", String.join("\n\n", others) + "\n"));
        }
        return result;
    }

    private static String word(Remark remark) {
        return switch (remark.weight()) {
            case STOPS, WARNS -> "warning: ";
            case FINE -> remark.code().equals(Verdict.IRREVERSIBLE.code()) ? "allowed: " : "accepted: ";
            case NOTE -> "information: ";
        };
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
