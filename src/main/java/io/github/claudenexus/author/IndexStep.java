package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.migration.Guards.IndexState;
import io.github.claudenexus.migration.Index;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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
                        + guards.indexDefinition(qualified(index.name())).orElse("") + "; wanted was "
                        + index.definition() + ".");
            case INVALID -> way.drop(qualified(index.name()));
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
            way.drop(qualified(index.name()));
        }
    }

    private boolean renamed(Way way) throws SQLException {
        for (String former : index.formerNames()) {
            if (guards.state(former, index) == IndexState.PRESENT) {
                way.rename(qualified(former), index.name());
                way.alreadyThere("index " + index.name() + " (then named " + former + ")");
                return true;
            }
        }
        return false;
    }

    /** The invalid index of this name, as a statement may use it; empty for none. */
    List<String> invalid() throws SQLException {
        return Statements.query(
                connection,
                "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                        + " WHERE c.relname = ? AND i.indrelid = to_regclass(?) AND NOT i.indisvalid",
                row -> row.getString(1),
                index.name(),
                index.table());
    }

    private String qualified(String name) throws SQLException {
        return Statements.query(
                        connection,
                        "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                                + " WHERE c.relname = ? AND i.indrelid = to_regclass(?)",
                        row -> row.getString(1),
                        name,
                        index.table())
                .get(0);
    }

    /** The statement that builds it. */
    static String statement(Index index, boolean concurrently) {
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + (concurrently ? "CONCURRENTLY " : "")
                + index.name() + " ON " + index.table() + " " + CatalogGuards.escaped(index.definition());
    }
}
