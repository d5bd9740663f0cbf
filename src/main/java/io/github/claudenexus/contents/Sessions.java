package io.github.claudenexus.contents;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The states that are compared, each open for reading. */
final class Sessions implements AutoCloseable {

    private final Map<Side, Session> open = new EnumMap<>(Side.class);
    private final Deque<Session> opened = new ArrayDeque<>();

    /** Opens them in the order of the states; closing goes the other way, for two may share a connection. */
    static Sessions open(Map<Side, Connection> connections, String history) throws SQLException {
        Sessions sessions = new Sessions();
        try {
            for (Map.Entry<Side, Connection> connection : new EnumMap<>(connections).entrySet()) {
                Session session = Session.open(connection.getValue(), history);
                sessions.opened.push(session);
                sessions.open.put(connection.getKey(), session);
            }
            return sessions;
        } catch (SQLException | RuntimeException failure) {
            try {
                sessions.close();
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    Set<Side> sides() {
        return open.keySet();
    }

    Session of(Side side) {
        return Objects.requireNonNull(open.get(side));
    }

    /** What up did: the state before it and, as if it were undone, the one after it. Not to be closed. */
    Sessions ofUp() {
        Sessions up = new Sessions();
        up.open.put(Side.BEFORE, of(Side.BEFORE));
        up.open.put(Side.UNDONE, of(Side.AFTER));
        return up;
    }

    /** The digests of this table in all states that have it. */
    Map<Side, Digest> digests(ComparedTable table) throws SQLException {
        Map<Side, Digest> digests = new EnumMap<>(Side.class);
        for (Side side : table.tables().keySet()) {
            digests.put(
                    side, of(side).digests(List.of(RowSql.digest(table, side))).get(0));
        }
        return digests;
    }

    /** Whether up left the rows of this table as they were, over these columns. */
    boolean isLeftByUp(ComparedTable table) throws SQLException {
        return of(Side.BEFORE)
                .digests(List.of(RowSql.digest(table, Side.BEFORE)))
                .equals(of(Side.AFTER).digests(List.of(RowSql.digest(table, Side.AFTER))));
    }

    Map<Side, Tables> tables() throws SQLException {
        Map<Side, Tables> tables = new EnumMap<>(Side.class);
        for (Map.Entry<Side, Session> session : open.entrySet()) {
            tables.put(session.getKey(), session.getValue().tables());
        }
        return tables;
    }

    @Override
    public void close() throws SQLException {
        Session last = opened.poll();
        if (last != null) {
            try (this) {
                last.close();
            }
        }
    }
}
