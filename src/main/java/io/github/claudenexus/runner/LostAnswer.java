package io.github.claudenexus.runner;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.Plan;
import java.util.Optional;

/** When the connection is lost at a COMMIT, only the history knows whether it was done. */
final class LostAnswer {

    private LostAnswer() {}

    /** The failure as the history, read again, lets it stand. */
    static Optional<NexusException> settle(Optional<NexusException> failure, Plan after) {
        return failure.map(lost -> committed(lost.failure(), after)
                .map(id -> Failure.of(
                                FailureCode.CONNECTION_LOST,
                                "The connection was lost at the end of " + id
                                        + ", which has been committed all the same.",
                                "Run migrate again: it goes on with what is pending.")
                        .exception(lost))
                .orElse(lost));
    }

    private static Optional<String> committed(Failure failure, Plan after) {
        return failure.place()
                .migration()
                .filter(id -> failure.code() == FailureCode.CONNECTION_LOST)
                .filter(id -> after.in(MigrationState.APPLIED).stream()
                        .map(MigrationEntry::id)
                        .anyMatch(applied -> applied.toString().equals(id)));
    }
}
