package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET have set; CREATE DATABASE … TEMPLATE leaves it out. */
final class DatabaseSettings {

    // A list must not be quoted as one value: it is set for the transaction, and taken from there.
    private static final String STATEMENTS = """
            SELECT CASE WHEN name IN ('search_path', 'temp_tablespaces', 'local_preload_libraries',
                                      'session_preload_libraries')
                       THEN format('SELECT pg_catalog.set_config(%L, %L, true); ALTER %s SET %s FROM CURRENT',
                                   name, value, target, name)
                       ELSE format('ALTER %s SET %s TO %L', target, name, value) END
            FROM (SELECT CASE WHEN r.rolname IS NULL THEN format('DATABASE %I', copy)
                              ELSE format('ROLE %I IN DATABASE %I', r.rolname, copy) END AS target,
                         split_part(option, '=', 1) AS name,
                         substr(option, strpos(option, '=') + 1) AS value
                  FROM (SELECT ?::text AS original, ?::text AS copy) AS given
                  JOIN pg_database d ON d.datname = original
                  JOIN pg_db_role_setting s ON s.setdatabase = d.oid
                  LEFT JOIN pg_roles r ON r.oid = s.setrole
                  CROSS JOIN unnest(s.setconfig) AS option) AS o""";

    private DatabaseSettings() {}

    /** Gives a copy those of its original. */
    static void copy(Connection connection, String original, String copy) throws SQLException {
        List<String> statements = Statements.query(connection, STATEMENTS, row -> row.getString(1), original, copy);
        if (!statements.isEmpty()) {
            Statements.send(connection, String.join(";\n", statements));
        }
    }

    /** Has the sessions of a database begin with this search path. */
    static void setSearchPath(Connection connection, String database, String path) throws SQLException {
        Statements.send(
                connection,
                "SELECT pg_catalog.set_config('search_path', ?, true);\nALTER DATABASE " + database
                        + " SET search_path FROM CURRENT",
                path);
    }
}
