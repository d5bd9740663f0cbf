package io.github.claudenexus.resilience;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.catalog.PictureReader;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.rows.DatabaseRows;
import io.github.claudenexus.rows.RowComparison;
import io.github.claudenexus.rows.RowDifference;
import io.github.claudenexus.rows.RowReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a run is to leave in a database, but for times.
 *
 * @param catalog its catalog
 * @param rows its rows
 * @param history the history's rows, how far steps got and what was already there among it
 */
record State(Picture catalog, DatabaseRows rows, List<String> history) {

    private static final String HISTORY = "public.nexus_migrations";

    // Before the first run there is no such table.
    private static final String ROWS = "SELECT format('%s %s %s %s %s there: %s steps: %s', version::int, name, kind,"
            + " checksum, state, already_there, progress -> 'steps') FROM nexus_migrations ORDER BY version::int";

    // Its times are never the same.
    private static final String UNDONE =
            "SELECT concat_ws(' ', 'undone', version, name, kind, checksum) FROM nexus_rollbacks ORDER BY id";

    /** That of a database for the last time: the table of what was undone is read and dropped. */
    static State of(Connection connection) throws SQLException {
        List<String> history = new ArrayList<>(Statements.query(connection, ROWS, row -> row.getString(1)));
        boolean undone = Statements.query(
                        connection, "SELECT to_regclass('nexus_rollbacks') IS NOT NULL", row -> row.getBoolean(1))
                .get(0);
        if (undone) {
            history.addAll(Statements.query(connection, UNDONE, row -> row.getString(1)));
            Statements.send(connection, "DROP TABLE nexus_rollbacks");
        }
        return new State(new PictureReader(HISTORY).read(connection), RowReader.read(connection, HISTORY), history);
    }

    /** What the other has otherwise; empty when they are alike. */
    List<String> differences(State other) {
        List<String> all = new ArrayList<>();
        catalog.differences(other.catalog).forEach(difference -> all.add(difference.toString()));
        RowDifference rows = RowComparison.same(this.rows, other.rows);
        rows.losses().forEach(loss -> all.add(loss.toString()));
        rows.extra().forEach(extra -> all.add(extra.toString()));
        rows.sequences().forEach(move -> all.add(move.toString()));
        rows.behind().forEach(behind -> all.add(behind.toString()));
        if (!history.equals(other.history)) {
            all.add(history + " became " + other.history);
        }
        return all;
    }
}
