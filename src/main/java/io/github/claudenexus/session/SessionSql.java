package io.github.claudenexus.session;

import static io.github.claudenexus.jdbc.SessionSettings.literal;

import io.github.claudenexus.history.HistoriesReader;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.jdbc.SessionSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that set a session up. Settings are SET and never sent at start-up: poolers refuse those. */
public final class SessionSql {

    /** Takes from a session what would end it, or a statement of it, after some time. */
    static final String WITHOUT_TIMEOUTS = timeouts("true");

    /**
     * Takes from a session all that makes it differ from a new one, but for its role and its advisory locks: DISCARD ALL
     * would release the run's. It may run in a transaction; there, UNLISTEN takes effect at its end.
     */
    static final String CLEANING =
            "CLOSE ALL; DEALLOCATE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES; RESET ALL; ";

    /** Another text once a database, a role or the server is given a time zone: that is found faster than the zone. */
    static final String TIME_ZONES_GIVEN = "(SELECT concat(current_setting('log_timezone'), ' ', count(*), ' ',"
            + " sum(xmin::text::bigint)) FROM pg_db_role_setting)";

    /** The history tables of this database that are not where this run looks. */
    private static final String OTHERS = """
            SELECT string_agg(quote_ident(n.nspname), ', ' ORDER BY n.nspname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = '%s' AND c.relkind IN ('r', 'p') AND n.nspname <> s.name
                AND EXISTS (
                    SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attname = 'already_there' AND NOT a.attisdropped)""".formatted(HistoryTable.NAME);

    /** The schemas of the search path that this role may not use: the server passes over them in silence. */
    private static final String CLOSED = """
            SELECT string_agg(quote_ident(n.nspname), ', ' ORDER BY n.nspname)
            FROM pg_namespace n
            WHERE NOT has_schema_privilege(n.oid, 'USAGE')
                AND n.nspname = ANY(
                    SELECT replace(btrim(btrim(part), '\"'), '$user', current_user)
                    FROM unnest(string_to_array(current_setting('search_path'), ',')) AS part)""";

    private SessionSql() {}

    /** Sets everything a run relies on, the user's own settings last but for the time limits. */
    static String opening(Map<String, String> wanted, Duration lockTimeout) {
        return opening(wanted, lockTimeout, "true");
    }

    /** The same, if this backend is the one that answers; else nothing is set. */
    static String onBackend(int backend, Map<String, String> wanted, Duration lockTimeout) {
        return opening(wanted, lockTimeout, isBackend(backend));
    }

    /** True on this backend. */
    static String isBackend(int backend) {
        return "pg_backend_pid() = " + backend;
    }

    private static String opening(Map<String, String> wanted, Duration lockTimeout, String where) {
        return "SELECT " + settings(wanted, lockTimeout, Map.of()) + " WHERE " + where + "; "
                // A time-out that the role or the database brings along would end a long step, or drop the lock. A run
                // that vanished without a word must not hold the lock for the two hours that the system would wait.
                + timeouts(where);
    }

    /**
     * A select list that sets it where the server is known already.
     *
     * @param known of the server: what would end the session, and the time zone where it need not be looked up
     */
    static String settings(Map<String, String> wanted, Duration lockTimeout, Map<String, String> known) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("application_name", "nexus-maven-plugin");
        settings.putAll(wanted);
        settings.put("lock_timeout", milliseconds(lockTimeout));
        settings.putAll(known);
        return SessionSettings.list(settings) + timeZone(settings);
    }

    private static String timeZone(Map<String, String> settings) {
        return SessionSettings.nameTimeZone(settings)
                ? ""
                : ", set_config('" + SessionSettings.TIME_ZONE + "', " + SessionSettings.OWN_TIME_ZONE + ", false)";
    }

    private static String timeouts(String where) {
        return """
                SELECT string_agg(name || ' ' || set_config(name, value, false), chr(10)) AS timeouts
                FROM (VALUES ('statement_timeout', '0'), ('idle_in_transaction_session_timeout', '0'),
                             ('idle_session_timeout', '0'), ('transaction_timeout', '0'),
                             ('client_connection_check_interval', '1000'), ('tcp_keepalives_idle', '30'),
                             ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'),
                             ('tcp_user_timeout', '60000')) AS limits (name, value)
                WHERE %s AND current_setting(name, true) IS NOT NULL
                    AND (name LIKE '%%timeout' AND name NOT LIKE 'tcp%%' OR version() LIKE '%%linux%%')""".formatted(where);
    }

    // OFFSET 0 keeps the planner from looking the table up by itself, to estimate: that fails where the schema is
    // closed.
    /** What there is to know about the server and the history table, in one row. */
    static String serverInfo(String schema) {
        return """
                SELECT current_setting('server_version') AS version,
                    pg_backend_pid() AS backend,
                    pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS read_only,
                    current_setting('default_transaction_isolation') AS isolation,
                    current_setting('TimeZone') AS time_zone,
                    %s AS time_zones_given,
                    quote_ident(s.name) AS schema,
                    u.usable IS NOT NULL AS schema_exists,
                    u.usable AS schema_usable,
                    CASE WHEN t.oid IS NULL THEN 'NONE'
                        WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'number')
                        THEN 'EARLIER' ELSE 'CURRENT' END AS history,
                    quote_ident(current_schema()) AS first,
                    (%s) AS others,
                    (%s) AS closed,
                    CASE WHEN u.usable THEN (%s) END AS other_histories
                FROM (SELECT %s::text AS name OFFSET 0) s
                    LEFT JOIN LATERAL (
                        SELECT has_schema_privilege(oid, 'USAGE') AS usable FROM pg_namespace WHERE nspname = s.name
                    ) u ON true,
                    LATERAL (
                        SELECT CASE WHEN u.usable THEN to_regclass(quote_ident(s.name) || '.nexus_migrations') END AS oid
                    ) t""".formatted(TIME_ZONES_GIVEN, OTHERS, CLOSED, HistoriesReader.TABLES, schema);
    }

    /**
     * A select list that sets the role a session begins with: the one that logged in, or the one that its settings name.
     *
     * @param local until the transaction ends: what its statements set for the session comes back with the commit
     */
    static String role(Map<String, String> wanted, boolean local) {
        return Stream.concat(
                        Stream.of("'session_authorization', NULL", "'role', NULL"),
                        wanted.entrySet().stream()
                                .filter(setting -> setting.getKey().equalsIgnoreCase("role"))
                                .map(setting -> "'role', " + literal(setting.getValue())))
                .map(setting -> "set_config(" + setting + ", " + local + ")")
                .collect(Collectors.joining(", "));
    }

    /** A time limit as a setting: never 0, which PostgreSQL takes for none at all, nor more than it can hold. */
    public static String milliseconds(Duration limit) {
        return Long.toString(Math.min(Integer.MAX_VALUE, Math.max(1, limit.toMillis())));
    }
}
