package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.SqlScript;
import io.github.claudenexus.jdbc.Messages;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the statements of one file, one message each: CREATE INDEX CONCURRENTLY allows no company. */
final class SqlRun {

    private static final Pattern CONCURRENTLY = Pattern.compile(
            "\\bCREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)"
                    + "\\s+ON\\s+(?:ONLY\\s+)?((?:\"(?:[^\"]|\"\")+\"|[\\w$]+)(?:\\.(?:\"(?:[^\"]|\"\")+\"|[\\w$]+))?)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private static final String INVALID = "SELECT i.indexrelid::regclass::text FROM pg_index i"
            + " JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND i.indrelid = to_regclass(?)"
            + " AND c.relname = ?";

    private final SqlScript script;
    private final Connection connection;
    private final StatementLog log;
    private final RunSettings.Limits limits;

    SqlRun(SqlScript script, Connection connection, StatementLog log, RunSettings.Limits limits) {
        this.script = script;
        this.connection = connection;
        this.log = log;
        this.limits = limits;
    }

    void all() throws SQLException {
        for (SqlScript.Statement part : script.statements()) {
            if (script.transactional()) {
                run(part.sql());
            } else {
                alone(part.sql());
            }
        }
    }

    /** Outside a transaction each statement is one by itself, and is tried again as one. */
    private void alone(String sql) throws SQLException {
        new LockRetry(limits.lockRetryTime(), log).run(() -> {
            for (String leftover : invalid(sql)) {
                patiently("DROP INDEX CONCURRENTLY IF EXISTS " + leftover);
            }
            patiently(sql);
            return sql;
        });
    }

    private void patiently(String sql) throws SQLException {
        if (Concurrent.is(sql)) {
            Concurrent.patiently(connection, limits, () -> run(sql));
        } else {
            run(sql);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            log.run(connection, sql, () -> statement.execute(sql));
        } catch (SQLException | RuntimeException | Error known) {
            throw known;
        } catch (Throwable unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    /** The invalid indexes that a statement would meet under the name it asks for. */
    private List<String> invalid(String sql) throws SQLException {
        Matcher index = CONCURRENTLY.matcher(sql);
        return index.find()
                ? Messages.query(connection, INVALID, row -> row.getString(1), index.group(2), name(index.group(1)))
                : List.of();
    }

    private static String name(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }
}
