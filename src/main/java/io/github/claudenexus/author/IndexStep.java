package io.github.claudenexus.author;

import io.github.claudenexus.migration.Guards.IndexState;
import io.github.claudenexus.migration.Index;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes one index: not twice, not over an invalid one, and not where a former name already carries it. */
final class IndexStep {

    private final Connection connection;
    private final CatalogGuards guards;
    private final Index index;

    IndexStep(Connection connection, CatalogGuards guards, Index index) {
        this.connection = connection;
        this.guards = guards;
        this.index = index;
    }

    /** How the statements are run: in the transaction, or concurrently outside of one. */
    interface Way {
        /** Lets index builds of other sessions on the table end; whether there were any. */
        boolean awaitsOthers(String table) throws SQLException;

        void build(Index index) throws SQLException;

        void drop(String qualifiedName) throws SQLException;

        void rename(String qualifiedName, String to) throws SQLException;

        void alreadyThere(String what);
    }

    /** Whether it was built now. */
    boolean make(Way way) throws SQLException {
        IndexState state = guards.index(index);
        boolean unfinished = state == IndexState.INVALID || state == IndexState.MISSING;
        switch (unfinished && way.awaitsOthers(index.table()) ? guards.index(index) : state) {
            case PRESENT -> {
                way.alreadyThere("index " + index.name());
                return false;
            }
            case DIFFERENT ->
                throw new IllegalStateException("The index " + index.name() + " exists with another definition: "
                        + existing(index.name()).definition() + "; wanted was "
                        + index.definition() + ".");
            case INVALID -> way.drop(existing(index.name()).text());
            case MISSING -> {
                if (renamed(way)) {
                    return false;
                }
            }
        }
        way.build(index);
        return true;
    }

    /** Drops what a build that did not end has left. */
    void dropInvalid(Way way) throws SQLException {
        if (guards.index(index) == IndexState.INVALID) {
            way.drop(existing(index.name()).text());
        }
    }

    private boolean renamed(Way way) throws SQLException {
        for (String former : index.formerNames()) {
            if (guards.state(former, index) == IndexState.PRESENT) {
                way.rename(existing(former).text(), index.name());
                way.alreadyThere("index " + index.name() + " (then named " + former + ")");
                return true;
            }
        }
        return false;
    }

    private ExistingIndex existing(String name) throws SQLException {
        return ExistingIndex.find(connection, name, index.table()).orElseThrow();
    }

    /** The statement that builds it. */
    static String statement(Index index, boolean concurrently) {
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + (concurrently ? "CONCURRENTLY " : "")
                + index.name() + " ON " + index.table() + " " + index.definition();
    }
}
