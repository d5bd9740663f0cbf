package io.github.claudenexus.rollback;

import io.github.claudenexus.jdbc.Messages;
import io.github.claudenexus.jdbc.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;

/** What ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET have set; CREATE DATABASE … TEMPLATE leaves it out. */
final class DatabaseOptions {

    private static final String OF_DATABASE = "FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
            + " LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) AS option WHERE d.datname = ";

    private DatabaseOptions() {}

    /**
     * Gives a copy those of its original.
     *
     * @return whether our role's sessions in it have a search path by them
     */
    static boolean copy(Connection connection, String original, String copy) throws SQLException {
        String of = OF_DATABASE + SessionSettings.literal(original);
        String found = Messages.query(
                        connection,
                        "SELECT CASE WHEN count(*) = 0 THEN 'none' WHEN bool_or(option LIKE 'search\\_path=%'"
                                + " AND coalesce(r.rolname, current_user) = current_user) THEN 'path' ELSE 'some' END "
                                + of,
                        row -> row.getString(1))
                .get(0);
        if (!found.equals("none")) {
            Messages.send(connection, copying(of, copy));
        }
        return found.equals("path");
    }

    // A list must not be quoted as one value: it is set for this statement, and taken from there.
    private static String copying(String of, String copy) {
        return "DO $nexus$ DECLARE o record; BEGIN FOR o IN SELECT r.rolname, split_part(option, '=', 1) AS name,"
                + " substr(option, strpos(option, '=') + 1) AS value " + of + " LOOP"
                + " IF o.name IN ('search_path', 'temp_tablespaces', 'local_preload_libraries',"
                + " 'session_preload_libraries') THEN PERFORM pg_catalog.set_config(o.name, o.value, true);"
                + " EXECUTE CASE WHEN o.rolname IS NULL THEN 'ALTER DATABASE " + copy + "' ELSE pg_catalog.format("
                + "'ALTER ROLE %I IN DATABASE " + copy + "', o.rolname) END || ' SET ' || o.name || ' FROM CURRENT';"
                + " ELSE EXECUTE CASE WHEN o.rolname IS NULL THEN 'ALTER DATABASE " + copy
                + "' ELSE pg_catalog.format('ALTER ROLE %I IN DATABASE " + copy + "', o.rolname) END"
                + " || pg_catalog.format(' SET %s TO %L', o.name, o.value); END IF; END LOOP; END $nexus$";
    }
}
