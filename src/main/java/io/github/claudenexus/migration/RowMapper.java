package io.github.claudenexus.migration;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of the current row. */
@FunctionalInterface
public interface RowMapper<T> {

    /** The value of the current row; must not move the cursor. */
    T map(ResultSet row) throws SQLException;
}
