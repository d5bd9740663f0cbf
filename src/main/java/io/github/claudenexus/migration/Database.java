package io.github.claudenexus.migration;

import java.io.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The database as a migration sees it: one connection, inside the migration's transaction. {@code ?} in a statement
 * stands for a parameter ({@code ??} for the operator {@code ?}), bound by {@link java.sql.PreparedStatement#setObject}.
 */
public interface Database {

    /**
     * Runs one statement.
     *
     * @return the number of rows it changed, 0 for DDL
     */
    long execute(String sql, Object... parameters) throws SQLException;

    /** The rows of a query, in its order. */
    <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters) throws SQLException;

    /**
     * Runs one statement once for each row of parameters, sent together.
     *
     * @return the number of rows changed in all
     */
    long batch(String sql, List<Object[]> rows) throws SQLException;

    /**
     * Runs one COPY … FROM STDIN. It is not tried again by itself after a lock timeout, because the rows can be read
     * only once; a transaction around it is, and then asks for them again.
     *
     * @param rows what COPY reads, in the format that the statement names
     * @return the number of rows copied
     */
    long copyIn(String sql, Reader rows) throws SQLException;

    /** Questions about what exists: the guards that make a step safe to repeat. */
    Guards has();

    /**
     * Adds a column unless the table has one of that name; one that is there already is noted as {@link #found}.
     *
     * @param definition what follows the column's name in ALTER TABLE … ADD COLUMN; a {@code ?} in it is no parameter
     * @return whether the column was made now
     */
    boolean addColumn(String table, String column, String definition) throws SQLException;

    /**
     * Makes an index, unless it exists with this definition. A valid one of the same definition under a former name is
     * renamed; an invalid one is dropped first. One that exists already is noted as {@link #found}.
     *
     * @return whether the index was built now
     * @throws IllegalStateException when an index of that name exists with another definition
     */
    boolean createIndex(Index index) throws SQLException;

    /**
     * Notes in the history that up found this object already there: undoing the migration on this database is then
     * refused, because its down would drop what its up did not make.
     */
    void found(String object);

    /** A variable's value ({@code <variables>} in the POM or {@code -Dnexus.variables.<name>=…}). */
    Optional<String> variable(String name);

    /** A file named in a variable; a relative path starts at the project's base directory. */
    Path file(String path);

    /** Says a line to whoever runs the migration. */
    void log(String message);

    /**
     * The JDBC connection, for the rest (arrays, savepoints, results too large for a list). commit, rollback, close,
     * setAutoCommit, unwrap and what would stay for later migrations are refused.
     */
    Connection connection();
}
