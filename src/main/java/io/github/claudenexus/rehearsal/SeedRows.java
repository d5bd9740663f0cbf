package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes the seed rows of one migration, all or none. */
final class SeedRows {

    private SeedRows() {}

    /** Runs the files in one transaction; why they could not be, if they could not. */
    static Optional<Failure> write(Connection connection, List<SqlScript> files) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (SqlScript file : files) {
                Optional<Failure> failure = run(connection, file);
                if (failure.isPresent()) {
                    connection.rollback();
                    return failure;
                }
            }
            connection.commit();
            return Optional.empty();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static Optional<Failure> run(Connection connection, SqlScript file) {
        for (Statement part : file.statements()) {
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                if (part.rows().isPresent()) {
                    Statements.copyIn(connection, part.text(), part.rows().get());
                } else {
                    statement.execute(part.text());
                }
            } catch (SQLException refused) {
                return Optional.of(Failure.of(
                                FailureCode.BAD_SEED,
                                "The seed rows of " + file.file() + " could not be written: "
                                        + ServerComplaint.of(refused),
                                "Fix the seed: it is run after up of the migration with its version.")
                        .at(new Failure.Place(
                                Optional.empty(),
                                Optional.of(file.file()),
                                Optional.of(part.redacted()),
                                Optional.ofNullable(refused.getSQLState()),
                                Optional.of(part.start()))));
            }
        }
        return Optional.empty();
    }
}
