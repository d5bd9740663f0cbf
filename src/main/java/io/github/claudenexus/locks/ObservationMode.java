package io.github.claudenexus.locks;

import java.util.List;
import java.util.regex.Pattern;

/** How a statement outside of a transaction is looked at. */
enum ObservationMode {
    /** In a transaction made for the look. */
    WRAPPED,
    /** Made to wait: it cannot run in a transaction block. */
    MADE_TO_WAIT,
    /** From beside it only: it might end transactions itself, must not wait, or answers with rows. */
    SAMPLED,
    /** Not at all: it locks no relation for long, or would do something else in a transaction. */
    ALONE;

    private static final Pattern ALONES =
            Pattern.compile("(LOCK|SAVEPOINT|RELEASE|ROLLBACK|COMMIT|DECLARE|DISCARD|PREPARE TRANSACTION|ALTER SYSTEM"
                    + "|(CREATE|DROP|ALTER) (DATABASE|TABLESPACE|SUBSCRIPTION))\\b.*");
    // In a transaction the driver would fetch rows in portions, and they would be lost at its end.
    private static final Pattern SAMPLES = Pattern.compile("(DO|CALL)\\b.*|\\{.*|VACUUM\\b.*\\bSKIP_LOCKED\\b.*"
            + "|(SELECT|VALUES|TABLE|WITH|SHOW|EXPLAIN|FETCH|EXECUTE)\\b.*|\\(.*|.*\\bRETURNING\\b.*");
    private static final Pattern WAITS = Pattern.compile("(VACUUM|CLUSTER|REINDEX|REPACK)\\b.*"
            + "|(CREATE( UNIQUE)? INDEX|DROP INDEX) CONCURRENTLY\\b.*|ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY");

    /** The way for these statements, sent as one. */
    static ObservationMode of(List<String> statements) {
        if (statements.isEmpty() || any(ALONES, statements)) {
            return ALONE;
        }
        if (any(SAMPLES, statements)) {
            return SAMPLED;
        }
        return any(WAITS, statements) ? MADE_TO_WAIT : WRAPPED;
    }

    private static boolean any(Pattern pattern, List<String> statements) {
        return statements.stream()
                .anyMatch(statement -> pattern.matcher(statement).matches());
    }
}
