package io.github.claudenexus.jdbc;

/**
 * Queries that ask for a few objects of a catalog. The server keeps the plans that it makes while the database is almost
 * empty, when reading all of a catalog seems the cheapest.
 */
public final class ByIndexes {

    private ByIndexes() {}

    /** The same queries, planned to use indexes however little there is; to be sent in a transaction. */
    public static String sql(String queries) {
        return """
                SAVEPOINT planning;
                SET LOCAL enable_seqscan = off;
                SET LOCAL enable_hashjoin = off;
                SET LOCAL enable_mergejoin = off;
                %s;
                ROLLBACK TO SAVEPOINT planning""".formatted(queries);
    }
}
