package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Guards.IndexState;
import io.github.claudenexus.migration.Index;
import java.sql.SQLException;
import java.util.List;

/** The indexes of a migration: what was there already, what has to be built, whether all are as demanded. */
final class Indexes {

    private Indexes() {}

    /** Notes those that are there before the migration made any: its down must not drop them. */
    static void noteFound(Database database, List<Index> indexes) throws SQLException {
        for (Index index : indexes) {
            IndexState state = database.has().index(index);
            if (state == IndexState.PRESENT || state == IndexState.DIFFERENT || underFormerName(database, index)) {
                database.found("index " + index.name());
            }
        }
    }

    /**
     * Builds those that are missing. An index that carries a wanted name with another definition is kept under a new
     * name. Those present are passed over here, for createIndex would note as found what an earlier try of this very
     * migration has built.
     */
    static void build(Database database, List<Index> indexes) throws SQLException {
        for (Index index : indexes) {
            IndexState state = database.has().index(index);
            if (state == IndexState.DIFFERENT) {
                setAside(database, index.name());
            }
            if (state != IndexState.PRESENT) {
                database.createIndex(index);
            }
        }
    }

    static void drop(Database database, List<Index> indexes) throws SQLException {
        for (Index index : indexes) {
            database.execute("DROP INDEX IF EXISTS " + index.name());
        }
    }

    static void verify(Database database, List<Index> indexes) throws SQLException {
        for (Index index : indexes) {
            String trouble =
                    switch (database.has().index(index)) {
                        case PRESENT -> "";
                        case MISSING -> "is missing";
                        case INVALID -> "was left invalid by a build that did not end";
                        case DIFFERENT ->
                            "is defined otherwise: "
                                    + database.has()
                                            .indexDefinition(index.name())
                                            .orElse("");
                    };
            if (!trouble.isEmpty()) {
                throw new AssertionError("Index %s on %s %s.".formatted(index.name(), index.table(), trouble));
            }
        }
    }

    private static boolean underFormerName(Database database, Index index) throws SQLException {
        for (String name : index.formerNames()) {
            Index former = new Index(name, index.table(), index.unique(), index.definition(), List.of());
            if (database.has().index(former) == IndexState.PRESENT) {
                return true;
            }
        }
        return false;
    }

    private static void setAside(Database database, String name) throws SQLException {
        String free = name + "_old";
        for (int number = 2; database.has().indexDefinition(free).isPresent(); number++) {
            free = name + "_old" + number;
        }
        database.execute("ALTER INDEX %s RENAME TO %s".formatted(name, free));
        database.log("Index %s was defined otherwise; it is kept as %s.".formatted(name, free));
    }
}
