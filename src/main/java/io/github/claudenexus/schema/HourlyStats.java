package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import java.sql.SQLException;
import java.util.List;

/** The materialized view hourly_stats and the function that refreshes it. */
final class HourlyStats {

    static final String VIEW = "hourly_stats";
    static final String REFRESH = "refresh_hourly_stats()";

    private static final String QUERY = """
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
            """;

    // REFRESH … CONCURRENTLY needs the unique one: plain columns, no WHERE. Rows whose model is null count as
    // different there, so a refresh replaces them where it would leave others alone.
    private static final List<Index> INDEXES = List.of(
            Index.unique("idx_hourly_stats_hour_domain_model", VIEW, "(hour, domain, model)"),
            Index.of("idx_hourly_stats_hour_domain", VIEW, "(hour DESC, domain)"));

    private HourlyStats() {}

    static void precheck(Database database) throws SQLException {
        if (database.has().table(VIEW) && !List.of("m", "v").contains(kind(database))) {
            throw Column.wrongShape("hourly_stats is not a view; rename it");
        }
    }

    static void noteFound(Database database) throws SQLException {
        if (database.has().table(VIEW)) {
            database.found("view " + VIEW);
        }
        if (database.has().function(REFRESH)) {
            database.found("function " + REFRESH);
        }
    }

    /** Makes what is missing, and replaces a view that is defined otherwise: a view has no rows of its own. */
    static void make(Database database) throws SQLException {
        if (!database.has().table(VIEW)) {
            create(database, VIEW);
        } else if (!isAsDemanded(database)) {
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
        if (!database.has().table(VIEW)) {
            throw new AssertionError("The materialized view hourly_stats is missing.");
        }
        if (!isAsDemanded(database)) {
            throw new AssertionError("The materialized view hourly_stats is defined otherwise.");
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
        database.execute("CREATE MATERIALIZED VIEW %s AS %s".formatted(name, QUERY));
    }

    /** Only PostgreSQL knows how it writes a query; a temporary view lets it tell. */
    private static boolean isAsDemanded(Database database) throws SQLException {
        if (!kind(database).equals("m")) {
            return false;
        }
        database.execute("CREATE OR REPLACE TEMPORARY VIEW nexus_hourly_stats AS " + QUERY);
        boolean same = database.query("""
                SELECT pg_get_viewdef(to_regclass('hourly_stats'))
                     = pg_get_viewdef('pg_temp.nexus_hourly_stats'::regclass)
                """, row -> row.getBoolean(1)).contains(true);
        database.execute("DROP VIEW pg_temp.nexus_hourly_stats");
        return same;
    }

    /** The new one is filled next to the old one, so that readers wait for the exchange only. */
    private static void replace(Database database) throws SQLException {
        String kind = kind(database);
        List<String> rights = rights(database);
        String schema = schema(database);
        String replacement = free(database, schema, VIEW + "_new");
        create(database, schema + "." + replacement);
        removeOld(database, schema, kind.equals("m") ? "MATERIALIZED VIEW" : "VIEW");
        database.execute("ALTER MATERIALIZED VIEW %s.%s RENAME TO hourly_stats".formatted(schema, replacement));
        for (String right : rights) {
            database.execute(right);
        }
    }

    /** Drops it, or keeps it under another name where other objects depend on it: dropping them is not for this migration. */
    private static void removeOld(Database database, String schema, String kind) throws SQLException {
        String aside = free(database, schema, VIEW + "_old");
        database.execute("""
                DO $$
                BEGIN
                    DROP %1$s %2$s.hourly_stats;
                EXCEPTION WHEN dependent_objects_still_exist THEN
                    ALTER %1$s %2$s.hourly_stats RENAME TO %3$s;
                END
                $$
                """.formatted(kind, schema, aside));
        if (!database.has().table(schema + "." + aside)) {
            database.log("The view hourly_stats was defined otherwise; it is replaced.");
            return;
        }
        for (String index : wantedNames(database, schema + "." + aside)) {
            database.execute(
                    "ALTER INDEX %s.%s RENAME TO %s".formatted(schema, index, free(database, schema, index + "_old")));
        }
        database.found("view " + aside);
        database.log("The view hourly_stats was defined otherwise, and other objects depend on it: it is kept as %s."
                        .formatted(aside)
                + " Point them at the new hourly_stats, then drop it: DROP %s %s.%s".formatted(kind, schema, aside));
    }

    /** Names that the new view's indexes want, and the old view's have. */
    private static List<String> wantedNames(Database database, String view) throws SQLException {
        return database.query(
                """
                SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = to_regclass(?) AND c.relname = ANY (?)
                """,
                row -> row.getString(1),
                view,
                INDEXES.stream().map(Index::name).toArray(String[]::new));
    }

    private static String free(Database database, String schema, String name) throws SQLException {
        String free = name;
        for (int number = 2; isTaken(database, schema + "." + free); number++) {
            free = name + number;
        }
        return free;
    }

    private static boolean isTaken(Database database, String name) throws SQLException {
        return database.query(
                        "SELECT to_regclass(?) IS NOT NULL OR to_regtype(?) IS NOT NULL",
                        row -> row.getBoolean(1),
                        name,
                        name)
                .contains(true);
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

    private static boolean isPopulated(Database database) throws SQLException {
        return database.query("""
                        SELECT relispopulated AND relkind = 'm' FROM pg_class
                        WHERE oid = to_regclass('hourly_stats')
                        """, row -> row.getBoolean(1)).contains(true);
    }
}
