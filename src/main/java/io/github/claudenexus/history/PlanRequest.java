package io.github.claudenexus.history;

import java.util.OptionalInt;

/**
 * What the user wants applied.
 *
 * @param target the last number to apply; all when empty
 * @param only the one number to apply; all when empty
 * @param strictClasses whether a changed class stops the run, as a changed SQL file always does
 */
public record PlanRequest(OptionalInt target, OptionalInt only, boolean strictClasses) {

    /** Whether a migration of this number would be applied, were it pending. */
    public boolean asksFor(int number) {
        return number <= target.orElse(number) && number == only.orElse(number);
    }

    /** Everything that is pending. */
    public static final PlanRequest ALL = new PlanRequest(OptionalInt.empty(), OptionalInt.empty(), false);
}
