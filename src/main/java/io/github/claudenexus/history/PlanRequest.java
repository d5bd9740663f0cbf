package io.github.claudenexus.history;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.OptionalInt;

/**
 * What the user wants applied.
 *
 * @param target the last number to apply; all when empty
 * @param only the one number to apply; all when empty
 * @param strictClasses whether a changed class stops the run, as a changed SQL file always does
 * @param again whether the one number is applied a second time where it is applied
 */
public record PlanRequest(OptionalInt target, OptionalInt only, boolean strictClasses, boolean again) {

    /** Refuses what names no number to apply again. */
    public PlanRequest {
        if (again && only.isEmpty()) {
            throw Failure.of(
                            FailureCode.BAD_PARAMETER,
                            "nexus.again: it needs the number of the migration to apply again.",
                            "Give it with nexus.only: -Dnexus.only=005 -Dnexus.again=true")
                    .exception();
        }
    }

    /** Nothing a second time. */
    public PlanRequest(OptionalInt target, OptionalInt only, boolean strictClasses) {
        this(target, only, strictClasses, false);
    }

    /** Whether a migration of this number would be applied, were it pending. */
    public boolean asksFor(int number) {
        return number <= target.orElse(number) && number == only.orElse(number);
    }

    /** Everything that is pending. */
    public static final PlanRequest ALL = new PlanRequest(OptionalInt.empty(), OptionalInt.empty(), false);
}
