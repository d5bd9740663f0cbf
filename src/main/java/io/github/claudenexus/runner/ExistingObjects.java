package io.github.claudenexus.runner;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.sql.CreatedObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first run on a database that has tables of its own: what a migration is to make is there already. */
final class ExistingObjects {

    /** duplicate_table, _object, _schema, _column, _function. */
    private static final Set<String> ALREADY_THERE = Set.of("42P07", "42710", "42P06", "42701", "42723");

    // Of tools whose history is not taken over; a database with another stops before.
    private static final String HISTORIES = """
            SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid::regclass::text)
              FROM pg_class c
             WHERE c.relkind = 'r'
               AND c.relname IN ('databasechangelog', 'goose_db_version', 'alembic_version', 'django_migrations',
                                 '_prisma_migrations', 'knex_migrations', 'atlas_schema_revisions')""";

    // 16384 is the first OID that is not the server's own. An array type is not its extension's, but its element's.
    private static final String ANY = """
            SELECT EXISTS (
              SELECT FROM (SELECT 'pg_class'::regclass, oid, relnamespace
                             FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                           UNION ALL
                           SELECT 'pg_proc'::regclass, oid, pronamespace FROM pg_proc
                           UNION ALL
                           SELECT 'pg_type'::regclass, oid, typnamespace
                             FROM pg_type WHERE typtype IN ('e', 'd', 'r')) o (class, oid, schema)
                     JOIN pg_namespace n ON n.oid = o.schema AND n.nspname !~ '^pg_'
               WHERE o.oid >= 16384
                 AND NOT EXISTS (SELECT FROM pg_depend d
                                  WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e'))""";

    private static final String AMONG = """
            SELECT n
              FROM unnest(?, ?) WITH ORDINALITY AS o (relation, name, n)
             WHERE CASE WHEN name = '' THEN to_regclass(relation) IS NOT NULL
                        ELSE EXISTS (SELECT FROM pg_attribute
                                      WHERE attrelid = to_regclass(relation) AND attname = (parse_ident(name))[1]
                                        AND NOT attisdropped) END""";

    private ExistingObjects() {}

    /** Whether the database has tables, functions or types that are not the server's own nor an extension's. */
    static boolean any(Connection connection) throws SQLException {
        return Statements.query(connection, ANY, row -> row.getBoolean(1)).get(0);
    }

    /** Those of these objects that the database has. */
    static Set<CreatedObject> among(Connection connection, Set<CreatedObject> objects) throws SQLException {
        List<CreatedObject> all = List.copyOf(objects);
        return Set.copyOf(Statements.query(
                connection,
                AMONG,
                row -> all.get(row.getInt(1) - 1),
                all.stream().map(CreatedObject::relation).toArray(String[]::new),
                all.stream().map(one -> one.column().orElse("")).toArray(String[]::new)));
    }

    /**
     * The same failure with a hint that fits, where it is about such an object; for a database that had any.
     *
     * @param nothingIsRecorded whether a baseline is still possible
     */
    static NexusException explain(NexusException thrown, Connection connection, boolean nothingIsRecorded) {
        Failure failure = thrown.failure();
        if (failure.place().sqlState().filter(ALREADY_THERE::contains).isEmpty()) {
            return thrown;
        }
        String other = other(connection)
                .map(tables -> ", and the history of a tool that nexus does not take over: " + tables)
                .orElse("");
        String baseline = nothingIsRecorded
                ? " If it has all that the migrations up to a version make, -Dnexus.baseline=<version> records those and"
                        + " runs none. Else have"
                : " Have";
        return new Failure(
                        failure.code(),
                        failure.message(),
                        failure.place(),
                        failure.hint() + " This database had tables or other objects before the first migrate" + other
                                + "." + baseline + " the migration make only what is missing (IF NOT EXISTS;"
                                + " database.has() in Java), or begin with an empty database.",
                        failure.server())
                .exception(thrown);
    }

    private static Optional<String> other(Connection connection) {
        try {
            return Optional.ofNullable(
                    Statements.send(connection, HISTORIES).get(0).get("string_agg"));
        } catch (SQLException notKnown) {
            return Optional.empty();
        }
    }
}
