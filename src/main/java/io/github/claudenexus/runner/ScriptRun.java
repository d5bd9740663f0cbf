package io.github.claudenexus.runner;

import io.github.claudenexus.author.Concurrent;
import io.github.claudenexus.author.Detach;
import io.github.claudenexus.author.OthersBuild;
import io.github.claudenexus.author.ServerNotices;
import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.jdbc.PlainStatement;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.Deadline;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.IndexStatement;
import io.github.claudenexus.sql.SqlScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs the statements of one file, one message each: CREATE INDEX CONCURRENTLY allows no company. */
final class ScriptRun {

    // The server knows how it folds and cuts the name that is written.
    private static final String INVALID = "SELECT i.indexrelid::regclass::text FROM pg_index i"
            + " JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND i.indrelid = to_regclass(?)"
            + " AND c.relname = (parse_ident(?))[1]::name";

    private final SqlScript script;
    private final Connection connection;
    private final StatementLog log;
    private final RunSettings.Limits limits;
    private boolean interrupted;

    ScriptRun(SqlScript script, Connection connection, StatementLog log, RunSettings.Limits limits) {
        this.script = script;
        this.connection = connection;
        this.log = log;
        this.limits = limits;
    }

    /** After an earlier run of the same file did not come to its end. */
    ScriptRun again(boolean wasInterrupted) {
        interrupted = wasInterrupted;
        return this;
    }

    void all() throws SQLException {
        for (SqlScript.Statement part : script.statements()) {
            log.comesTo(part);
            if (part.rows().isPresent()) {
                copy(part.sql(), part.rows().get());
            } else if (script.transactional()) {
                run(part.sql());
            } else {
                alone(part.sql());
            }
        }
    }

    private void copy(String sql, String rows) throws SQLException {
        if (script.transactional()) {
            send(sql, rows);
        } else {
            new LockRetry(limits.lockRetryTime(), log::triedAgain).run(() -> send(sql, rows));
        }
    }

    private long send(String sql, String rows) throws SQLException {
        return logged(sql, () -> {
            long copied = Statements.copyIn(connection, sql, rows);
            log.heard().counts("COPY", copied);
            return copied;
        });
    }

    /** Outside a transaction each statement is one by itself, and is tried again as one. */
    private void alone(String sql) throws SQLException {
        IndexStatement index = IndexStatement.of(sql);
        if (index.concurrently()) {
            Deadline deadline = Deadline.in(limits.lockRetryTime());
            LockRetry.until(deadline, log::triedAgain).run(() -> {
                concurrently(sql, index, deadline);
                return sql;
            });
            return;
        }
        Optional<Detach> detach = Detach.of(sql);
        new LockRetry(limits.lockRetryTime(), log::triedAgain).run(() -> {
            if (detach.isEmpty()) {
                run(sql);
            } else if (interrupted && detach.get().isDone(connection)) {
                log.leavesOut(sql);
            } else {
                run(detach.get().statement(connection, sql));
            }
            return sql;
        });
    }

    private void concurrently(String sql, IndexStatement index, Deadline deadline) throws SQLException {
        if (index.table().isPresent()) {
            new OthersBuild(connection, log).await(index.table().get(), deadline);
        }
        for (String leftover : invalid(connection, index)) {
            log.dropsInvalid(leftover);
            patiently("DROP INDEX CONCURRENTLY IF EXISTS " + leftover, deadline);
        }
        patiently(sql, deadline);
    }

    private void patiently(String sql, Deadline deadline) throws SQLException {
        Concurrent.patiently(connection, limits, deadline, () -> {
            run(sql);
            return sql;
        });
    }

    private void run(String sql) throws SQLException {
        logged(sql, () -> {
            ServerNotices heard = log.heard();
            PlainStatement.Answer answer = PlainStatement.run(connection, sql, message -> heard.says(sql, message));
            heard.counts(answer.command(), answer.rows());
            return sql;
        });
    }

    private <T> T logged(String sql, StatementProbe.Call<T> call) throws SQLException {
        try {
            return log.run(connection, sql, call);
        } catch (SQLException | RuntimeException | Error known) {
            throw known;
        } catch (Throwable unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    /** The invalid indexes that a statement would meet under the name it asks for. */
    private static List<String> invalid(Connection connection, IndexStatement statement) throws SQLException {
        return statement.builds()
                        && statement.index().isPresent()
                        && statement.relation().isPresent()
                ? Statements.query(
                        connection,
                        INVALID,
                        row -> row.getString(1),
                        statement.relation().get(),
                        statement.index().get())
                : List.of();
    }
}
