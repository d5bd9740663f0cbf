package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.sql.BadSqlException;
import io.github.claudenexus.sql.SourcePosition;
import java.util.Optional;

/** Failures that name a SQL file. */
final class SqlFailure {

    private SqlFailure() {}

    static NexusException of(FailureCode code, String file, String reason, String hint) {
        return Failure.of(code, file + " " + reason, hint)
                .at(place(file, Optional.empty()))
                .exception();
    }

    static NexusException of(String file, BadSqlException e) {
        NexusException failure = Failure.of(
                        FailureCode.BAD_SQL_FILE, file + ", " + e.position() + ": " + e.reason(), e.hint())
                .at(place(file, Optional.of(e.position())))
                .exception(e);
        for (Throwable other : e.getSuppressed()) {
            failure.addSuppressed(of(file, (BadSqlException) other));
        }
        return failure;
    }

    private static Failure.Place place(String file, Optional<SourcePosition> position) {
        return DiscoveryErrors.place(Naming.ofFile(SqlReader.fileName(file)).map(Naming.SqlName::id), file, position);
    }
}
