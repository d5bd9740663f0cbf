package io.github.claudenexus.history;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A tool that migrates databases too, by the table in which it keeps its history. */
enum OtherTool {
    // Of several rows of a version the last one counts. A baseline's checksum is that of a file of its own.
    FLYWAY(
            "Flyway",
            "flyway_schema_history schema_version",
            "checksum description execution_time installed_by installed_on installed_rank script success type version",
            """
            SELECT version, description AS name, CASE WHEN type LIKE '%%BASELINE' THEN 'BASELINE' END AS reach,
                   CASE WHEN NOT success THEN 'has failed' END AS flaw,
                   CASE WHEN type NOT LIKE '%%BASELINE' THEN 'crc32:' || checksum END AS checksum,
                   installed_on::timestamptz AS applied_at, installed_by AS applied_by, execution_time AS duration_ms
              FROM (SELECT DISTINCT ON (version, CASE WHEN version IS NULL THEN description END) *
                      FROM %s
                     WHERE type <> 'SCHEMA'
                     ORDER BY version, CASE WHEN version IS NULL THEN description END, installed_rank DESC) AS latest
             WHERE type <> 'DELETE' AND NOT (type LIKE 'UNDO%%' AND success)
             ORDER BY installed_rank""",
            "flyway:repair corrects that table, once what failed is cleaned up.",
            " If what was applied is what the file has now, flyway:repair, run before the take-over, puts the checksum of"
                    + " the file into that table."),
    MYBATIS("MyBatis Migrations", "changelog", "applied_at description id", """
            SELECT id::text AS version, description AS name,
                   CASE WHEN applied_at ~ '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$' THEN applied_at::timestamptz END
                     AS applied_at
              FROM %s
             ORDER BY id""", ""),
    // One row, with the version that the database has come to.
    GOLANG_MIGRATE(
            "golang-migrate",
            "schema_migrations",
            "dirty version",
            """
            SELECT greatest(version, 0)::text AS version, 'WITH_EARLIER' AS reach,
                   CASE WHEN dirty THEN 'is dirty: it has failed half way' END AS flaw
              FROM %s
             WHERE version >= 0 OR dirty""",
            "Clean up what failed, and set the version that the database has: migrate force <version>."),
    DBMATE("dbmate", "schema_migrations", "version", "SELECT version FROM %s ORDER BY version", ""),
    DIESEL(
            "Diesel",
            "__diesel_schema_migrations",
            "run_on version",
            "SELECT version, run_on::timestamptz AS applied_at FROM %s ORDER BY run_on, version",
            ""),
    SQLX(
            "sqlx",
            "_sqlx_migrations",
            "checksum description execution_time installed_on success version",
            """
            SELECT version::text AS version, description AS name, CASE WHEN NOT success THEN 'has failed' END AS flaw,
                   'sha384:' || encode(checksum, 'hex') AS checksum,
                   installed_on AS applied_at, execution_time / 1000000 AS duration_ms
              FROM %s
             ORDER BY installed_on, version""",
            "Clean up what failed, and delete its row there.");

    /**
     * SQL for the tables of all of them that the search path, or the schema {@code s.name}, leads to: a line each, with
     * the tool's name here, whether the role may read the table, and the table. Those of one name are told apart by
     * their columns; of several of one tool the first one hides the others, as it does for that tool.
     */
    static final String FIND = """
            SELECT string_agg(f.tool || ' ' || f.readable || ' ' || f.found, E'\\n' ORDER BY f.tool)
              FROM (SELECT DISTINCT ON (o.tool) o.tool,
                           CASE WHEN has_table_privilege(c.oid, 'SELECT') THEN 't' ELSE 'f' END AS readable,
                           quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS found
                      FROM (VALUES %s) AS o (tool, names, columns)
                      JOIN pg_class c ON c.relname = ANY (string_to_array(o.names, ' ')) AND c.relkind IN ('r', 'p')
                      JOIN pg_namespace n ON n.oid = c.relnamespace
                       AND n.nspname = ANY (current_schemas(false) || s.name::name)
                     WHERE o.columns = (SELECT string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute
                                         WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
                     ORDER BY o.tool, array_position(s.name::name || current_schemas(false), n.nspname), c.relname) f""".formatted(Arrays.stream(values())
            .map(tool -> "('" + tool.name() + "', '" + tool.tables + "', '" + tool.columns + "')")
            .collect(Collectors.joining(", ")));

    private final String title;
    private final String tables;
    private final String columns;
    private final String rows;
    private final String correction;
    private final String realigning;

    OtherTool(String title, String tables, String columns, String rows, String correction) {
        this(title, tables, columns, rows, correction, "");
    }

    /**
     * One of them.
     *
     * @param title what it calls itself
     * @param tables its table, unless it is told another; what its earlier versions called it
     * @param columns the columns of that, in the order of the alphabet
     * @param rows SQL for what of it counts, in order of application, with the columns of {@link OtherHistory.OtherRow}
     *     and {@link OtherHistory.OtherApplication} that it knows
     * @param correction how a row that failed is corrected
     * @param realigning how that tool takes an edited file as it is, where it can, with a space before it
     */
    OtherTool(String title, String tables, String columns, String rows, String correction, String realigning) {
        this.title = title;
        this.tables = tables;
        this.columns = columns;
        this.rows = rows;
        this.correction = correction;
        this.realigning = realigning;
    }

    String title() {
        return title;
    }

    String correction() {
        return correction;
    }

    String realigning() {
        return realigning;
    }

    /** SQL for what of this table counts, in order of application. */
    String rowsOf(String name) {
        return rows.formatted(name);
    }
}
