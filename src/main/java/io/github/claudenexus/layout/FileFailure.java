package io.github.claudenexus.layout;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.sql.BadSqlException;
import io.github.claudenexus.sql.SourcePosition;
import java.util.Optional;

/** What is wrong with a file: each names it, and where there is one, the migration and the place in it. */
public final class FileFailure {

    private FileFailure() {}

    /** A file that cannot be used. */
    public static NexusException of(FailureCode code, String file, String reason, String hint) {
        return Failure.of(code, file + " " + reason, hint)
                .at(place(migration(file), file, Optional.empty()))
                .exception();
    }

    /** SQL that is wrong, with all else that is wrong with the same file suppressed onto it. */
    public static NexusException of(String file, BadSqlException bad) {
        NexusException failure = Failure.of(
                        FailureCode.BAD_SQL_FILE, file + ", " + bad.position() + ": " + bad.reason(), bad.hint())
                .at(place(migration(file), file, Optional.of(bad.position())))
                .exception(bad);
        for (Throwable other : bad.getSuppressed()) {
            failure.addSuppressed(of(file, (BadSqlException) other));
        }
        return failure;
    }

    private static Optional<MigrationId> migration(String file) {
        return Naming.ofFile(Naming.fileName(file)).map(Naming.SqlName::id);
    }

    /** The place of a failure that names a class or file. */
    public static Failure.Place place(
            Optional<MigrationId> migration, String origin, Optional<SourcePosition> position) {
        return new Failure.Place(
                migration.map(MigrationId::toString),
                Optional.of(origin),
                Optional.empty(),
                Optional.empty(),
                position);
    }
}
