package io.github.claudenexus.history;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.Version;
import java.util.Optional;

/**
 * What the user wants applied.
 *
 * @param target the last version to apply; all when empty
 * @param only the one version to apply; all when empty
 * @param strictClasses whether a changed class stops the run, as a changed SQL file always does
 * @param again whether the one is applied a second time where it is applied
 * @param allowOutOfOrder whether what is pending is applied though a later version is applied
 * @param others what becomes of another tool's history, where there is none of ours
 */
public record PlanRequest(
        Optional<Version> target,
        Optional<Version> only,
        boolean strictClasses,
        boolean again,
        boolean allowOutOfOrder,
        Others others) {

    /** What becomes of another tool's history. */
    public enum Others {
        /** The run stops, and says what is in it. */
        STOP,
        /** What is in it is recorded in ours, and nothing applied. */
        TAKE_OVER,
        /** It is not looked at: ours begins with the first migration. */
        IGNORE
    }

    /** Refuses what names none to apply again. */
    public PlanRequest {
        if (again && only.isEmpty()) {
            throw Failure.of(
                            FailureCode.BAD_PARAMETER,
                            "nexus.again: it needs the version of the migration to apply again.",
                            "Give it with nexus.only: -Dnexus.only=005 -Dnexus.again=true")
                    .exception();
        }
    }

    /** For a database without another tool's history. */
    public PlanRequest(
            Optional<Version> target,
            Optional<Version> only,
            boolean strictClasses,
            boolean again,
            boolean allowOutOfOrder) {
        this(target, only, strictClasses, again, allowOutOfOrder, Others.STOP);
    }

    /** Nothing a second time, nor out of order. */
    public PlanRequest(Optional<Version> target, Optional<Version> only, boolean strictClasses) {
        this(target, only, strictClasses, false, false);
    }

    /** Whether it says which migrations are applied, or that another tool's history is taken over. */
    public boolean asksForMore() {
        return target.isPresent() || only.isPresent() || others == Others.TAKE_OVER;
    }

    /** Whether a migration in this state is applied, where it is asked for. */
    public boolean applies(MigrationState state) {
        return switch (state) {
            case PENDING, INTERRUPTED -> true;
            case OUT_OF_ORDER -> allowOutOfOrder;
            case APPLIED, CHANGED, MISSING, HALF_UNDONE, TO_TAKE_OVER, AHEAD -> false;
        };
    }

    /** Whether a migration of this version would be applied, were it pending. */
    public boolean asksFor(Version version) {
        return target.stream().allMatch(last -> version.compareTo(last) <= 0)
                && only.stream().allMatch(version::equals);
    }

    /** Everything that is pending. */
    public static final PlanRequest ALL = new PlanRequest(Optional.empty(), Optional.empty(), false);
}
