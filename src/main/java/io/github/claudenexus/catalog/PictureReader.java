package io.github.claudenexus.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads the picture of a database; only reads, and leaves the session as it was. */
public final class PictureReader {

    private final String history;

    /**
     * One that leaves the history table out.
     *
     * @param history its name with its schema, quoted where that is needed
     */
    public PictureReader(String history) {
        this.history = history;
    }

    /** The picture as the connection's transaction sees it; under autocommit, as of one moment. */
    public Picture read(Connection connection) throws SQLException {
        return CatalogSession.read(connection, history, session -> new Fragments(session.everything()).picture());
    }
}
