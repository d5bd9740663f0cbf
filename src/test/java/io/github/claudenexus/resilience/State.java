package io.github.claudenexus.resilience;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.catalog.PictureReader;
import io.github.claudenexus.contents.Contents;
import io.github.claudenexus.contents.ContentsReader;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a run is to leave in a database, but for times.
 *
 * @param catalog its catalog
 * @param contents its rows
 * @param history the history's rows, how far steps got and what was already there among it
 */
record State(Picture catalog, Contents contents, List<String> history) {

    private static final String HISTORY = "public.nexus_migrations";

    // Before the first run there is no such table.
    private static final String ROWS = "SELECT format('%s %s %s %s %s there: %s steps: %s', number, name, kind,"
            + " checksum, state, already_there, progress -> 'steps') FROM nexus_migrations ORDER BY number";

    static State of(Connection connection) throws SQLException {
        return new State(
                new PictureReader(HISTORY).read(connection),
                new ContentsReader(HISTORY).read(connection),
                Statements.query(connection, ROWS, row -> row.getString(1)));
    }

    /** What the other has otherwise; empty when they are alike. */
    List<String> differences(State other) {
        List<String> all = new ArrayList<>();
        catalog.differences(other.catalog).forEach(difference -> all.add(difference.toString()));
        if (!contents.equals(other.contents)) {
            all.add(contents + " became " + other.contents);
        }
        if (!history.equals(other.history)) {
            all.add(history + " became " + other.history);
        }
        return all;
    }
}
