package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET have set; CREATE DATABASE … TEMPLATE leaves it out. */
final class DatabaseOptions {

    private static final String OF_DATABASE = "FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
            + " LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) AS option WHERE d.datname = ";

    private DatabaseOptions() {}

    /** Gives a copy those of its original. */
    static void copy(Connection connection, String original, String copy) throws SQLException {
        String of = OF_DATABASE + SessionSettings.literal(original);
        if (is(connection, "count(*) > 0 " + of)) {
            Statements.send(connection, copying(of, copy));
        }
    }

    /** A search path that migrations gave the database comes in place of the one we would set, as on the target. */
    static ConnectionSettings inPlaceOfOurs(Connection connection, ConnectionSettings ours) throws SQLException {
        if (!is(
                connection,
                "coalesce(bool_or(option LIKE 'search\\_path=%' AND coalesce(r.rolname, current_user) = current_user),"
                        + " false) " + OF_DATABASE
                        + SessionSettings.literal(ours.server().database()))) {
            return ours;
        }
        Map<String, String> session = new HashMap<>(ours.session());
        session.remove(Scratch.SEARCH_PATH);
        return new ConnectionSettings(ours.server(), ours.user(), ours.password(), ours.driver(), session);
    }

    private static boolean is(Connection connection, String condition) throws SQLException {
        return Statements.query(connection, "SELECT " + condition, row -> row.getBoolean(1))
                .get(0);
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
