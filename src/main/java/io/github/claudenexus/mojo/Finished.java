package io.github.claudenexus.mojo;

import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.report.RunReport;
import java.util.Optional;

/**
 * A run that has ended.
 *
 * @param report what there is to tell of any run
 * @param proof what a rehearsal showed, where there was one
 */
record Finished(RunReport report, Optional<Proof> proof) {

    /** A run without a rehearsal. */
    static Finished of(RunReport report) {
        return new Finished(report, Optional.empty());
    }
}
