package io.github.claudenexus.report;

import io.github.claudenexus.rehearsal.Finding;

/** What stands inside of a failure or a test's output in JUnit XML. */
final class JunitText {

    private JunitText() {}

    /** A remark with its statement, its values and its fix. */
    static String of(Remark remark) {
        String statement = remark.statement().isEmpty() ? "" : "\n" + remark.statement();
        String values = remark.finding()
                .filter(CheckWords::hasValues)
                .map(JunitText::values)
                .orElse("");
        String fix = remark.fix().isBlank() ? "" : "\nfix: " + remark.fix();
        return remark.code() + ": " + remark.message() + statement + values + fix;
    }

    private static String values(Finding finding) {
        return "\n" + finding.property() + " " + CheckWords.before(finding) + ": "
                + CheckWords.value(finding.before()) + "\n" + finding.property() + " " + CheckWords.after(finding)
                + ": " + CheckWords.value(finding.after());
    }
}
