package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Guards.IndexState;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The indexes of a migration: what was there already, what has to be built, whether all are as demanded. */
final class Indexes {

    // An index that a constraint, replication or CLUSTER rests on is neither renamed nor dropped.
    private static final String EQUAL = """
            SELECT c.relname, i.indexrelid::regclass::text
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = to_regclass(?) AND c.relname <> ?
              AND i.indisvalid AND i.indisready AND i.indisunique = ?
              AND NOT i.indisreplident AND NOT i.indisclustered
              AND NOT EXISTS (SELECT FROM pg_constraint t WHERE t.conindid = i.indexrelid)
              AND substring(pg_get_indexdef(i.indexrelid) FROM position(' USING ' IN pg_get_indexdef(i.indexrelid)) + 1)
                  = ?
            ORDER BY c.relname
            """;

    private Indexes() {}

    /**
     * Another index that does the same on the same table.
     *
     * @param name its name
     * @param text its name as a statement may use it
     */
    private record Equal(String name, String text) {}

    /** Notes those that are there before the migration made any: its down must not drop them. */
    static void noteFound(Database database, List<Index> indexes) throws SQLException {
        for (Index index : indexes) {
            IndexState state = database.has().index(index);
            if (state == IndexState.PRESENT
                    || state == IndexState.DIFFERENT
                    || !equalTo(database, index).isEmpty()) {
                database.found("index " + index.name());
            }
        }
    }

    /**
     * Builds those that are missing; an equal one under another name is renamed. An index that carries a wanted name
     * with another definition is kept under a new name. Those present are passed over here, for createIndex would note
     * as found what an earlier try of this very migration has built.
     */
    static void build(Database database, List<Index> indexes) throws SQLException {
        for (Index index : indexes) {
            IndexState state = database.has().index(index);
            if (state == IndexState.DIFFERENT) {
                setAside(database, index.name());
            }
            if (state != IndexState.PRESENT) {
                database.createIndex(knownAlso(database, index));
            }
            if (database instanceof Online online) {
                dropOlder(online, index);
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

    /** The index with every equal one as a former name, those of older databases first. */
    private static Index knownAlso(Database database, Index index) throws SQLException {
        return index.formerly(Stream.concat(
                        index.formerNames().stream(),
                        equalTo(database, index).stream().map(Equal::name))
                .distinct()
                .toArray(String[]::new));
    }

    /** Two equal indexes cost every write twice: one under an older name goes, any other is named. */
    private static void dropOlder(Online online, Index index) throws SQLException {
        for (Equal equal : equalTo(online, index)) {
            if (index.formerNames().contains(equal.name)) {
                online.dropIndex(equal.text);
                online.log("Index %s on %s is dropped: it repeats %s under an older name."
                        .formatted(equal.name, index.table(), index.name()));
            } else {
                online.log("Index %s on %s repeats %s. If nothing names it: DROP INDEX CONCURRENTLY %s"
                        .formatted(equal.name, index.table(), index.name(), equal.text));
            }
        }
    }

    private static List<Equal> equalTo(Database database, Index index) throws SQLException {
        String definition = index.definition();
        return database.query(
                EQUAL,
                row -> new Equal(row.getString(1), row.getString(2)),
                index.table(),
                index.name(),
                index.unique(),
                definition.startsWith("USING ") ? definition : "USING btree " + definition);
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
