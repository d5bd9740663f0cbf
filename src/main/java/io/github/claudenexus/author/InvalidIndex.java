package io.github.claudenexus.author;

/**
 * An index that PostgreSQL does not use: a build of it has not ended, or has failed.
 *
 * @param name its name with its schema, quoted where it needs it
 * @param table its table's, likewise
 * @param kind what it is, and so what fixes it
 * @param underConstruction whether another session builds an index on that table now
 */
public record InvalidIndex(String name, String table, Kind kind, boolean underConstruction) {

    /** What kinds there are. */
    public enum Kind {
        /** One of its own. */
        PLAIN,
        /** One that belongs to the index of a partitioned table. */
        ATTACHED,
        /** That of a partitioned table itself: valid when each partition has its part. */
        PARTITIONED
    }
}
