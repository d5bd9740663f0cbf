package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * How the rehearsal of one migration ended.
 *
 * @param judgement what it showed
 * @param applied whether the migration could be applied
 * @param request with the sizes of relations by the names they have now
 * @param remarks what could not be compared
 * @param failedUp why it could not be applied, if up failed
 */
record RehearsedMigration(
        Judgement judgement,
        boolean applied,
        RehearsalRequest request,
        List<String> remarks,
        Optional<Failure> failedUp) {

    private static final String DUPLICATE_OBJECT = "42710";
    private static final String DUPLICATE_SCHEMA = "42P06";

    /** Whether up failed because a role of this name, which it creates, was there. */
    boolean foundItsRole(String name) {
        return failedBecauseOf(DUPLICATE_OBJECT, name);
    }

    /** Whether up failed because a schema of this name, which it creates, was there. */
    boolean foundItsSchema(String name) {
        return failedBecauseOf(DUPLICATE_SCHEMA, name);
    }

    private boolean failedBecauseOf(String sqlState, String name) {
        return failedUp.stream()
                .filter(failure -> failure.place().sqlState().equals(Optional.of(sqlState)))
                .anyMatch(failure -> ServerComplaint.names(failure.message(), name));
    }
}
