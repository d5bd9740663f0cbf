package io.github.claudenexus.migration;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Does this exist, and with this definition? Names are looked up as PostgreSQL does, those of columns and
 * constraints too: {@code createdAt} is {@code createdat}, and {@code "createdAt"} with its quotes the column that was made
 * with them. Tables, indexes, types and functions are looked up along the search path, and may carry their schema. Definitions are in PostgreSQL's own words, as psql's {@code \d} shows them.
 */
public interface Guards {

    /** Whether there is a table, view, materialized view or foreign table of this name. */
    boolean table(String name) throws SQLException;

    /** Whether the table has this column. */
    boolean column(String table, String column) throws SQLException;

    /** The column's type as format_type writes it ({@code character varying(255)}); empty when there is no column. */
    Optional<String> columnType(String table, String column) throws SQLException;

    /** Whether there is a relation of kind index with this name, and how it compares with the one wanted. */
    IndexState index(Index index) throws SQLException;

    /** The definition of an index as pg_get_indexdef writes it; empty when there is none. */
    Optional<String> indexDefinition(String name) throws SQLException;

    /** The definition of a table's constraint as pg_get_constraintdef writes it; empty when there is none. */
    Optional<String> constraint(String table, String name) throws SQLException;

    /** Whether there is a type, domain or enum of this name. */
    boolean type(String name) throws SQLException;

    /** Whether there is a function of this signature, for instance {@code refresh_hourly_stats()}. */
    boolean function(String signature) throws SQLException;

    /** How an index that exists compares with the one wanted. */
    enum IndexState {
        /** There is none of this name. */
        MISSING,
        /** It is there, valid, and defined as wanted. */
        PRESENT,
        /** It is there and left invalid by a build that did not end. */
        INVALID,
        /** It is there, valid, and defined otherwise. */
        DIFFERENT
    }
}
