package io.github.claudenexus.report;

import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rollback.Finding;
import io.github.claudenexus.rollback.Gate;

/** What stands inside of a failure or a test's output in JUnit XML. */
final class JunitText {

    private JunitText() {}

    /** A finding with its values and its mend. */
    static String of(Finding finding) {
        String values = CheckWords.hasValues(finding)
                ? "\n" + finding.property() + " " + CheckWords.before(finding) + ": "
                        + CheckWords.value(finding.before()) + "\n" + finding.property() + " "
                        + CheckWords.after(finding) + ": " + CheckWords.value(finding.after())
                : "";
        String mend = finding.mend().isBlank() ? "" : "\nmend: " + finding.mend();
        return finding.code().code() + ": " + finding.message() + values + mend;
    }

    /** A lock with its statement and the safer way. */
    static String of(LockNote lock) {
        return Gate.LOCKS + ": " + CheckWords.of(lock) + ".\n"
                + lock.statement().strip() + "\n" + lock.advice();
    }
}
