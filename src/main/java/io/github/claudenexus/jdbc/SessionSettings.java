package io.github.claudenexus.jdbc;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Session settings as SQL. */
public final class SessionSettings {

    /** PostgreSQL's name of the setting. */
    public static final String TIME_ZONE = "TimeZone";

    /**
     * SQL for the time zone that a session of this role and database has by itself. The driver sends that of the machine
     * it runs on with every start-up, which hides what the server's configuration says: initdb writes the same zone
     * there as log_timezone.
     */
    public static final String OWN_TIME_ZONE =
            "coalesce((SELECT substr(o, 10) FROM pg_db_role_setting, unnest(setconfig) AS o WHERE o ILIKE 'timezone=%'"
                    + " AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"
                    + " AND setrole IN (0, to_regrole(quote_ident(session_user)))"
                    + " ORDER BY setrole DESC, setdatabase DESC LIMIT 1), current_setting('log_timezone'))";

    private SessionSettings() {}

    /** Whether the time zone is among these settings; PostgreSQL's names of settings have no case. */
    public static boolean nameTimeZone(Map<String, String> settings) {
        return settings.keySet().stream().anyMatch(TIME_ZONE::equalsIgnoreCase);
    }

    /**
     * One SELECT that sets them all for the session; needed again after RESET ALL.
     *
     * @param settings by PostgreSQL's names, at least one
     */
    public static String sql(Map<String, String> settings) {
        return "SELECT " + list(new TreeMap<>(settings));
    }

    /** The select list of such a SELECT, in the map's order. */
    public static String list(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting ->
                        "set_config(" + literal(setting.getKey()) + ", " + literal(setting.getValue()) + ", false)")
                .collect(Collectors.joining(", "));
    }

    /** A text as a literal of SQL, which means the same whatever standard_conforming_strings is. */
    public static String literal(String text) {
        String quoted = "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
        return text.contains("\\") ? "E" + quoted : quoted;
    }
}
