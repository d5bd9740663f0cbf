package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    private static final Set<String> DUPLICATE_SCHEMA_OR_OBJECT = Set.of("42P06", "42710");

    /** Whether up failed because a role or schema of this name, which it creates, was there. */
    boolean foundItsObject(String name) {
        return failedUp.stream()
                .filter(failure -> failure.place().sqlState().stream().anyMatch(DUPLICATE_SCHEMA_OR_OBJECT::contains))
                .anyMatch(failure -> ServerComplaint.names(failure.message(), name));
    }
}
