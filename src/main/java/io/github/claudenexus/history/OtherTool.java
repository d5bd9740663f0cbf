package io.github.claudenexus.history;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A tool that migrates databases too, by the table in which it keeps its history. */
enum OtherTool {
    // A repaired or undone migration has a later row that says so; before 5, a failed one may have a later row as well.
    FLYWAY(
            "Flyway",
            "flyway_schema_history",
            "checksum description execution_time installed_by installed_on installed_rank script success type version",
            """
            SELECT version, description AS name, CASE WHEN type LIKE '%%BASELINE' THEN 'BASELINE' ELSE 'ONE' END AS reach,
                   CASE WHEN NOT success THEN 'has failed' END AS flaw,
                   'crc32:' || checksum AS checksum,
                   installed_on::timestamptz AS applied_at, installed_by AS applied_by, execution_time AS duration_ms
              FROM (SELECT DISTINCT ON (version, CASE WHEN version IS NULL THEN description END) *
                      FROM %s
                     WHERE type <> 'SCHEMA'
                     ORDER BY version, CASE WHEN version IS NULL THEN description END, installed_rank DESC) AS latest
             WHERE type <> 'DELETE' AND type NOT LIKE 'UNDO%%'
             ORDER BY installed_rank""",
            "flyway:repair corrects that table, once what failed is cleaned up."),
    MYBATIS("MyBatis Migrations", "changelog", "applied_at description id", """
            SELECT id::text AS version, description AS name, 'ONE' AS reach, NULL AS flaw, NULL AS checksum,
                   CASE WHEN applied_at ~ '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$' THEN applied_at::timestamptz END
                     AS applied_at,
                   NULL AS applied_by, 0 AS duration_ms
              FROM %s
             ORDER BY id""", ""),
    // One row, with the version that the database has come to.
    GOLANG_MIGRATE(
            "golang-migrate",
            "schema_migrations",
            "dirty version",
            """
            SELECT greatest(version, 0)::text AS version, NULL AS name, 'WITH_EARLIER' AS reach,
                   CASE WHEN dirty THEN 'is dirty: it has failed half way' END AS flaw, NULL AS checksum,
                   NULL::timestamptz AS applied_at, NULL AS applied_by, 0 AS duration_ms
              FROM %s
             WHERE version >= 0 OR dirty""",
            "Clean up what failed, and set the version that the database has: migrate force <version>."),
    DBMATE("dbmate", "schema_migrations", "version", """
            SELECT version, NULL AS name, 'ONE' AS reach, NULL AS flaw, NULL AS checksum,
                   NULL::timestamptz AS applied_at, NULL AS applied_by, 0 AS duration_ms
              FROM %s
             ORDER BY version""", ""),
    DIESEL("Diesel", "__diesel_schema_migrations", "run_on version", """
            SELECT version, NULL AS name, 'ONE' AS reach, NULL AS flaw, NULL AS checksum,
                   run_on::timestamptz AS applied_at, NULL AS applied_by, 0 AS duration_ms
              FROM %s
             ORDER BY run_on, version""", ""),
    SQLX(
            "sqlx",
            "_sqlx_migrations",
            "checksum description execution_time installed_on success version",
            """
            SELECT version::text AS version, description AS name, 'ONE' AS reach,
                   CASE WHEN NOT success THEN 'has failed' END AS flaw,
                   'sha384:' || encode(checksum, 'hex') AS checksum,
                   installed_on AS applied_at, NULL AS applied_by, execution_time / 1000000 AS duration_ms
              FROM %s
             ORDER BY installed_on, version""",
            "Clean up what failed, and delete its row there.");

    /**
     * SQL for the tables of all of them that the search path, or the schema {@code s.name}, has: a line each, with the
     * tool's name here and the table. Those of one name are told apart by their columns.
     */
    static final String FIND = """
            SELECT string_agg(o.tool || ' ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname), E'\\n' ORDER BY o)
              FROM (VALUES %s) AS o (tool, name, columns)
              JOIN pg_class c ON c.relname = o.name AND c.relkind IN ('r', 'p')
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ANY (current_schemas(false) || s.name::name)
             WHERE o.columns = (SELECT string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute
                                 WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)""".formatted(Arrays.stream(values())
            .map(tool -> "('" + tool.name() + "', '" + tool.table + "', '" + tool.columns + "')")
            .collect(Collectors.joining(", ")));

    private final String title;
    private final String table;
    private final String columns;
    private final String rows;
    private final String mending;

    /**
     * One of them.
     *
     * @param title what it calls itself
     * @param table its table, unless it is told another
     * @param columns the columns of that, in the order of the alphabet
     * @param rows SQL for what of it counts, in order of application
     * @param mending how a row that failed is corrected
     */
    OtherTool(String title, String table, String columns, String rows, String mending) {
        this.title = title;
        this.table = table;
        this.columns = columns;
        this.rows = rows;
        this.mending = mending;
    }

    String title() {
        return title;
    }

    String mending() {
        return mending;
    }

    /** SQL for what of this table counts, in order of application. */
    String rowsOf(String name) {
        return rows.formatted(name);
    }
}
