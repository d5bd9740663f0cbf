package io.github.claudenexus.migration;

import java.sql.SQLException;

/**
 * What the online part of a migration is handed. No transaction is open: each statement commits by itself, so each must
 * be safe to repeat. An interrupted online part is run again from its top; batches go on where they stopped.
 */
public interface Online extends Database {

    /**
     * Makes an index with CREATE INDEX CONCURRENTLY, unless it exists with this definition; an invalid one is dropped
     * and built again, one under a former name is renamed. Returns only when the index is valid.
     *
     * @return whether the index was built now
     */
    @Override
    boolean createIndex(Index index) throws SQLException;

    /**
     * Drops an index with DROP INDEX CONCURRENTLY, if there is one of this name.
     *
     * @return whether there was one
     */
    boolean dropIndex(String name) throws SQLException;

    /**
     * Runs a step in batches. Each batch is one short transaction that also records the position it reached; run again,
     * the step goes on after the last recorded position, and a step that has ended is not begun again.
     *
     * @param step its name in the history's progress, unique within the migration
     */
    void batches(String step, Batch batch) throws Exception;

    /** Brings the planner's statistics of a table up to date. */
    void analyze(String table) throws SQLException;
}
