package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import java.sql.SQLException;
import java.util.List;

/** The materialized view hourly_stats and the function that refreshes it. */
final class HourlyStats {

    static final String VIEW = "hourly_stats";
    static final String REFRESH = "refresh_hourly_stats()";

    private static final List<String> COLUMNS = List.of(
            "hour",
            "domain",
            "model",
            "request_count",
            "total_input_tokens",
            "total_output_tokens",
            "total_cache_creation_tokens",
            "total_cache_read_tokens",
            "avg_response_time",
            "total_tool_calls");

    // REFRESH … CONCURRENTLY needs the unique one: plain columns, no WHERE. Rows whose model is null count as
    // different there, so a refresh replaces them where it would leave others alone.
    private static final List<Index> INDEXES = List.of(
            Index.unique("idx_hourly_stats_hour_domain_model", VIEW, "(hour, domain, model)"),
            Index.of("idx_hourly_stats_hour_domain", VIEW, "(hour DESC, domain)"));

    private HourlyStats() {}

    static void noteFound(Database database) throws SQLException {
        if (database.has().table(VIEW)) {
            database.found("view " + VIEW);
        }
        if (database.has().function(REFRESH)) {
            database.found("function " + REFRESH);
        }
    }

    /** Makes what is missing, and replaces a view with other columns: a view has no rows of its own. */
    static void make(Database database) throws SQLException {
        if (!database.has().table(VIEW)) {
            create(database, VIEW);
        } else if (!kind(database).equals("m")
                || !columns(database).equals(COLUMNS.stream().sorted().toList())) {
            replace(database);
        } else if (!isPopulated(database)) {
            database.execute("REFRESH MATERIALIZED VIEW hourly_stats");
        }
        Indexes.build(database, INDEXES);
        database.execute("""
                COMMENT ON MATERIALIZED VIEW hourly_stats IS
                'Traffic of the last 7 days by hour (UTC), domain and model; renewed by refresh_hourly_stats()'
                """);
        makeRefresh(database);
    }

    static void drop(Database database) throws SQLException {
        database.execute("DROP FUNCTION IF EXISTS refresh_hourly_stats()");
        database.execute("DROP MATERIALIZED VIEW IF EXISTS hourly_stats");
    }

    static void verify(Database database) throws SQLException {
        List<String> found = columns(database);
        for (String column : COLUMNS) {
            if (!found.contains(column)) {
                throw new AssertionError("The materialized view hourly_stats has no column %s.".formatted(column));
            }
        }
        if (!isPopulated(database)) {
            throw new AssertionError("The materialized view hourly_stats is not populated.");
        }
        Indexes.verify(database, INDEXES);
        if (!database.has().function(REFRESH)) {
            throw new AssertionError("The function refresh_hourly_stats() is missing.");
        }
    }

    private static void create(Database database, String name) throws SQLException {
        database.execute("""
                CREATE MATERIALIZED VIEW %s AS
                SELECT date_trunc('hour', r.timestamp, 'UTC') AS hour,
                       r.domain,
                       r.model,
                       count(*) AS request_count,
                       sum(r.input_tokens) AS total_input_tokens,
                       sum(r.output_tokens) AS total_output_tokens,
                       sum(r.cache_creation_input_tokens) AS total_cache_creation_tokens,
                       sum(r.cache_read_input_tokens) AS total_cache_read_tokens,
                       avg(r.duration_ms) AS avg_response_time,
                       sum(r.tool_call_count) AS total_tool_calls
                FROM api_requests r
                WHERE r.timestamp > now() - interval '7 days'
                GROUP BY 1, 2, 3
                """.formatted(name));
    }

    /** The new one is filled beside the old one, so that readers wait for the exchange only. */
    private static void replace(Database database) throws SQLException {
        String kind = kind(database);
        if (!kind.equals("m") && !kind.equals("v")) {
            throw new IllegalStateException("hourly_stats is not a view. Rename it, and run migrate again.");
        }
        List<String> rights = rights(database);
        String schema = schema(database);
        create(database, schema + ".hourly_stats_new");
        database.execute("DROP %s VIEW hourly_stats".formatted(kind.equals("m") ? "MATERIALIZED" : ""));
        database.execute("ALTER MATERIALIZED VIEW %s.hourly_stats_new RENAME TO hourly_stats".formatted(schema));
        for (String right : rights) {
            database.execute(right);
        }
    }

    /** The statements that give a new view the old one's owner and its readers. */
    private static List<String> rights(Database database) throws SQLException {
        return database.query("""
                SELECT format('GRANT %s ON hourly_stats TO %s', a.privilege_type,
                              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END)
                       || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
                FROM pg_class c, aclexplode(c.relacl) a
                WHERE c.oid = to_regclass('hourly_stats') AND a.grantee <> c.relowner
                UNION ALL
                SELECT format('ALTER MATERIALIZED VIEW hourly_stats OWNER TO %s', c.relowner::regrole)
                FROM pg_class c
                WHERE c.oid = to_regclass('hourly_stats') AND pg_get_userbyid(c.relowner) <> current_user
                """, row -> row.getString(1));
    }

    /** The view is named with its schema, so that the function finds it whatever its caller's search_path is. */
    private static void makeRefresh(Database database) throws SQLException {
        String schema = schema(database);
        List<String> other = database.query(
                "SELECT 1 FROM pg_proc WHERE oid = to_regprocedure(?) AND prorettype <> 'void'::regtype",
                row -> row.getString(1),
                schema + "." + REFRESH);
        if (!other.isEmpty()) {
            database.execute("DROP FUNCTION %s.%s".formatted(schema, REFRESH));
        }
        database.execute("""
                CREATE OR REPLACE FUNCTION %1$s.refresh_hourly_stats() RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                    REFRESH MATERIALIZED VIEW CONCURRENTLY %1$s.hourly_stats;
                END
                $$
                """.formatted(schema));
    }

    private static String schema(Database database) throws SQLException {
        return database.query("""
                        SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = to_regclass('hourly_stats')
                        """, row -> row.getString(1)).get(0);
    }

    /** In pg_class's letters: m is a materialized view, v a view. */
    private static String kind(Database database) throws SQLException {
        return database.query(
                        "SELECT relkind FROM pg_class WHERE oid = to_regclass('hourly_stats')", row -> row.getString(1))
                .get(0);
    }

    private static List<String> columns(Database database) throws SQLException {
        return database.query("""
                        SELECT attname FROM pg_attribute
                        WHERE attrelid = to_regclass('hourly_stats') AND attnum > 0 AND NOT attisdropped
                        """, row -> row.getString(1)).stream().sorted().toList();
    }

    private static boolean isPopulated(Database database) throws SQLException {
        return database.query("""
                        SELECT relispopulated AND relkind = 'm' FROM pg_class
                        WHERE oid = to_regclass('hourly_stats')
                        """, row -> row.getBoolean(1)).contains(true);
    }
}
