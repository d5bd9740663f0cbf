package io.github.claudenexus.author;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.jdbc.PlainStatement;
import io.github.claudenexus.jdbc.ServerMessage;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.sql.Redaction;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the server says while a migration runs, besides failures: warnings, notices, how many rows. Bounded memory. */
public final class ServerNotices {

    private static final int WARNINGS_SHOWN = 20;
    private static final int LAST = 5;
    private static final int LENGTH_SHOWN = 2_000;
    private static final int CONTEXT_SHOWN = 10;

    private final DiscoveredMigration migration;
    private final RunListener listener;
    private final Deque<String> last = new ArrayDeque<>();
    private final Map<String, Long> rows = new TreeMap<>();
    private Map<String, Long> committedRows = Map.of();
    private final Set<String> alreadyThere = new LinkedHashSet<>();
    private long warnings;

    ServerNotices(DiscoveredMigration migration, RunListener listener) {
        this.migration = migration;
        this.listener = listener;
    }

    /** A warning or a notice of the statement that runs. */
    public void says(Statement statement, ServerMessage message) {
        String line = shortened(Redaction.of(message.toString()));
        AlreadyThere.of(migration, statement, message).ifPresent(alreadyThere::add);
        if (last.size() == LAST) {
            last.removeFirst();
        }
        last.addLast(line);
        if (!message.isWarning()) {
            listener.notice(line);
        } else if (warnings++ < WARNINGS_SHOWN) {
            listener.warns(migration.id() + ": " + line + " Statement: " + statement.excerpt());
        } else {
            listener.notice(line);
        }
    }

    private static String shortened(String line) {
        return line.length() <= LENGTH_SHOWN ? line : line.substring(0, LENGTH_SHOWN - 1) + "…";
    }

    /** The warnings and notices that a statement has kept. */
    public void says(Statement statement, java.sql.Statement answered) {
        try {
            for (SQLWarning said = answered.getWarnings(); said != null; said = said.getNextWarning()) {
                says(statement, ServerMessage.of(said));
            }
        } catch (SQLException closed) {
            // It failed, and that is the news.
        }
    }

    /** Sends a statement as it is; how many rows it has changed. */
    public long send(Connection connection, Statement statement) throws SQLException {
        PlainStatement.Answer answer =
                PlainStatement.run(connection, statement.text(), message -> says(statement, message));
        counts(answer.command(), answer.rows());
        return answer.rows();
    }

    /** A statement of this kind has changed so many rows. */
    public void counts(String command, long changed) {
        if (List.of("INSERT", "UPDATE", "DELETE", "MERGE", "COPY").contains(command)) {
            rows.merge(command, changed, Long::sum);
            listener.notice(command + " " + changed);
        }
    }

    /** The last lines before a failure, and where in functions that was raised. */
    public List<String> last(Optional<ServerMessage> failure) {
        return Stream.concat(
                        last.stream(),
                        failure.flatMap(ServerMessage::context).stream()
                                .flatMap(context -> ("CONTEXT: " + Redaction.of(context)).lines())
                                .limit(CONTEXT_SHOWN))
                .toList();
    }

    /** The rows of all statements of a kind. */
    public Map<String, Long> rows() {
        return rows;
    }

    /** What a SQL file's up found already there, of what its down would drop. */
    public Set<String> alreadyThere() {
        return alreadyThere;
    }

    /** What was counted so far has been committed. */
    void committed() {
        committedRows = Map.copyOf(rows);
    }

    /** The try is rolled back, and another one follows. */
    void again() {
        last.clear();
        rows.clear();
        rows.putAll(committedRows);
        if (migration.transactional()) {
            alreadyThere.clear();
        }
    }

    /** The migration has ended, well or not. */
    public void end() {
        if (warnings > WARNINGS_SHOWN) {
            listener.warns(migration.id() + ": " + (warnings - WARNINGS_SHOWN)
                    + " more warnings of the server; nexus.debug" + " shows them all.");
        }
    }
}
