package io.github.claudenexus.runner;

import io.github.claudenexus.author.Concurrent;
import io.github.claudenexus.author.Detach;
import io.github.claudenexus.author.ExistingIndex;
import io.github.claudenexus.author.OthersBuild;
import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.Deadline;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.session.Transaction;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the statements of one file, each by itself: CREATE INDEX CONCURRENTLY allows no company. Only the first ones of a
 * transaction go with its beginning.
 */
final class ScriptRun {

    /** What Flyway's placeholders stand for that only the database knows. */
    private static final String OF_DATABASE = "SELECT current_database(), session_user, coalesce(current_schema(), '')";

    private final SqlScript script;
    private final Connection connection;
    private final StatementLog log;
    private final RunSettings.Limits limits;
    private final boolean again;
    private int sent;

    /**
     * For one file.
     *
     * @param again whether an earlier run of it did not come to its end
     */
    ScriptRun(SqlScript script, Connection connection, StatementLog log, RunSettings.Limits limits, boolean again) {
        this.script = script;
        this.connection = connection;
        this.log = log;
        this.limits = limits;
        this.again = again;
    }

    /** Begins the transaction, and sends what of the file may be sent in the same message. */
    Map<String, String> begin(String opening) throws SQLException {
        List<Statement> first = log.isObserved() ? List.of() : FirstMessage.of(script.statements());
        sent = first.size();
        return first.isEmpty() ? Transaction.alone(connection).send(opening) : log.together(connection, opening, first);
    }

    /** All that is left to be sent. */
    void all() throws SQLException {
        for (Statement written :
                script.statements().subList(sent, script.statements().size())) {
            Statement statement = written.hasOpenPlaceholder() ? filled(written) : written;
            if (statement.rows().isPresent()) {
                copy(statement, statement.rows().get());
            } else if (script.transactional()) {
                run(statement);
            } else {
                alone(statement);
            }
        }
    }

    private Statement filled(Statement statement) throws SQLException {
        Map<String, String> values = Statements.query(
                        connection,
                        OF_DATABASE,
                        row -> Map.of(
                                "flyway:database", row.getString(1),
                                "flyway:user", row.getString(2),
                                "flyway:defaultschema", row.getString(3)))
                .get(0);
        return statement.filled(name -> values.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
    }

    private void copy(Statement statement, String rows) throws SQLException {
        if (script.transactional()) {
            send(statement, rows);
        } else {
            new LockRetry(limits.lockRetryTime(), log::triedAgain).run(() -> send(statement, rows));
        }
    }

    private long send(Statement statement, String rows) throws SQLException {
        return logged(statement, () -> {
            long copied = Statements.copyIn(connection, statement.text(), rows);
            log.notices().counts("COPY", copied);
            return copied;
        });
    }

    /** Outside a transaction each statement is one by itself, and is tried again as one. */
    private void alone(Statement statement) throws SQLException {
        StatementKind kind = statement.kind();
        if (kind.isConcurrentIndexWork()) {
            Deadline deadline = Deadline.in(limits.lockRetryTime());
            LockRetry.until(deadline, log::triedAgain).run(() -> {
                concurrently(statement, kind, deadline);
                return statement;
            });
            return;
        }
        Optional<Detach> detach = Detach.of(statement);
        new LockRetry(limits.lockRetryTime(), log::triedAgain).run(() -> {
            if (detach.isEmpty()) {
                run(statement);
            } else if (again && detach.get().isDone(connection)) {
                log.leavesOut(statement);
            } else {
                run(detach.get().statement(connection, statement));
            }
            return statement;
        });
    }

    private void concurrently(Statement statement, StatementKind kind, Deadline deadline) throws SQLException {
        if (kind.relation().isPresent()) {
            new OthersBuild(connection, log).await(kind.relation().get(), deadline);
        }
        Optional<String> leftover = invalid(kind);
        if (leftover.isPresent()) {
            log.dropsInvalid(leftover.get());
            patiently(statement.replacedBy("DROP INDEX CONCURRENTLY IF EXISTS " + leftover.get()), deadline);
        }
        patiently(statement, deadline);
    }

    private void patiently(Statement statement, Deadline deadline) throws SQLException {
        Concurrent.patiently(connection, limits, deadline, () -> {
            run(statement);
            return statement;
        });
    }

    private void run(Statement statement) throws SQLException {
        logged(statement, () -> log.notices().send(connection, statement));
    }

    private <T> T logged(Statement statement, StatementProbe.Call<T> call) throws SQLException {
        try {
            return log.run(connection, statement, call);
        } catch (SQLException | RuntimeException | Error known) {
            throw known;
        } catch (Throwable unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    /** The invalid index that a statement would meet under the name it asks for. */
    private Optional<String> invalid(StatementKind kind) throws SQLException {
        return kind.isIndexBuild()
                        && kind.index().isPresent()
                        && kind.relation().isPresent()
                ? ExistingIndex.invalid(
                                connection, kind.index().get(), kind.relation().get())
                        .map(ExistingIndex::text)
                : Optional.empty();
    }
}
