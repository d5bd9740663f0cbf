package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * ALTER TABLE … DETACH PARTITION … CONCURRENTLY. It commits in the middle: what was refused a lock after that can not be
 * said again, only brought to its end.
 *
 * @param parent the partitioned table, as written
 * @param partition the partition, as written
 */
public record Detach(String parent, String partition) {

    public static Optional<Detach> of(Statement statement) {
        StatementKind kind = statement.kind();
        return kind.isConcurrentDetach()
                ? Optional.of(
                        new Detach(kind.relations().get(0), kind.relations().get(1)))
                : Optional.empty();
    }

    /** Whether both tables are there, and the one is no partition of the other. */
    public boolean isDone(Connection connection) throws SQLException {
        return Statements.query(connection, """
                        SELECT p IS NOT NULL AND c IS NOT NULL
                            AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = p AND inhrelid = c)
                        FROM (SELECT to_regclass(?)::oid AS p, to_regclass(?)::oid AS c) AS named
                        """, row -> row.getBoolean(1), parent, partition)
                .get(0);
    }

    /** The statement to send: the one written, or the one that ends what an earlier try has begun. */
    public Statement statement(Connection connection, Statement written) throws SQLException {
        boolean pending = !Statements.query(
                        connection,
                        "SELECT FROM pg_inherits WHERE inhdetachpending AND inhparent = to_regclass(?)"
                                + " AND inhrelid = to_regclass(?)",
                        row -> true,
                        parent,
                        partition)
                .isEmpty();
        return pending
                ? written.replacedBy("ALTER TABLE " + parent + " DETACH PARTITION " + partition + " FINALIZE")
                : written;
    }
}
