package io.github.claudenexus.contents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows in the order of their keys, taken key by key. */
final class KeyedRows implements AutoCloseable {

    private final Statement statement;
    private final ResultSet rows;
    private final int[] places;
    private final int width;
    private boolean more;
    private long key;

    /**
     * Rows of a key and the hashes of columns.
     *
     * @param places which place among the columns compared each of them has
     * @param width how many columns are compared
     */
    KeyedRows(Statement statement, ResultSet rows, int[] places, int width) throws SQLException {
        this.statement = statement;
        this.rows = rows;
        this.places = places;
        this.width = width;
        advance();
    }

    private void advance() throws SQLException {
        more = rows.next();
        if (more) {
            key = rows.getLong(1);
        }
    }

    boolean hasMore() {
        return more;
    }

    /** The key of the row that is next. */
    long key() {
        return key;
    }

    /** Takes the rows of this key, if they are next. */
    List<Values> take(long wanted) throws SQLException {
        List<Values> taken = new ArrayList<>();
        while (more && key == wanted) {
            long[] hashes = new long[width];
            for (int i = 0; i < places.length; i++) {
                hashes[places[i]] = rows.getLong(i + 2);
            }
            taken.add(new Values(hashes));
            advance();
        }
        return taken;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
