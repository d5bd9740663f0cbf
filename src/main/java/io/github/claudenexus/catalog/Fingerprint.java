package io.github.claudenexus.catalog;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a catalog's fingerprint is made of. A row of a catalog is never changed: a change is another row, at another place
 * or of another transaction. So what has the same rows at the same places, by the same transactions, is the same, in a
 * copy of the database too.
 */
final class Fingerprint {

    /**
     * A hash for each key: for the oid of a table, view, sequence or composite type with all that belongs to it; of any
     * other type, function or schema; negative for comments and labels on an object; and for whole catalogs, of what is
     * changed so rarely that all is read then. Of attributes, those of indexes count where they have a property of their
     * own. Of pg_toast, its options count with the table. Transaction ids are counted from 3, the first one of a server.
     * Of the large catalogs, what every new database has counts only once it is changed: nobody can drop it, but for
     * collations, which are counted, and for what goes with an extension or a schema.
     */
    private static final String SQL = """
            WITH young (age) AS MATERIALIZED (
                SELECT age(datfrozenxid) FROM pg_database WHERE datname = current_database()
            ),
            relation AS MATERIALIZED (
                SELECT c.oid, coalesce(i.indrelid, c.oid) AS key, c.relkind, c.tableoid, c.ctid, c.xmin,
                       i.tableoid AS index_tableoid, i.ctid AS index_ctid, i.xmin AS index_xmin
                FROM pg_class c
                LEFT JOIN pg_index i ON i.indexrelid = c.oid
                WHERE c.relnamespace <> 'pg_toast'::regnamespace AND c.relpersistence <> 't'
            ),
            toast AS MATERIALIZED (
                SELECT oid, tableoid, ctid, xmin FROM pg_class WHERE relkind = 't' AND reloptions IS NOT NULL
            ),
            version (key, tableoid, ctid, xmin) AS (
                SELECT CASE WHEN oid < 16384 THEN tableoid ELSE key END::bigint, tableoid, ctid, xmin
                FROM relation
                UNION ALL
                SELECT c.oid::bigint, t.tableoid, t.ctid, t.xmin
                FROM toast t
                JOIN pg_class c ON c.reltoastrelid = t.oid
                UNION ALL
                SELECT CASE WHEN a.attrelid < 16384 THEN a.tableoid ELSE r.key END::bigint, a.tableoid, a.ctid, a.xmin
                FROM pg_attribute a
                JOIN relation r ON r.oid = a.attrelid
                WHERE a.attnum > 0
                  AND CASE WHEN a.attrelid < 16384 THEN a.attacl IS NOT NULL
                           ELSE r.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') OR a.attstattarget >= 0 END
                UNION ALL
                SELECT r.key::bigint, h.tableoid, h.ctid, h.xmin
                FROM pg_inherits h
                JOIN relation r ON r.oid = h.inhrelid
                UNION ALL
                SELECT coalesce(nullif(conrelid, 0), contypid)::bigint, tableoid, ctid, xmin
                FROM pg_constraint
                WHERE oid >= 16384
                UNION ALL
                SELECT key::bigint, index_tableoid, index_ctid, index_xmin
                FROM relation
                WHERE index_ctid IS NOT NULL AND oid >= 16384
                UNION ALL
                SELECT adrelid::bigint, tableoid, ctid, xmin FROM pg_attrdef
                UNION ALL
                SELECT tgrelid::bigint, tableoid, ctid, xmin FROM pg_trigger
                UNION ALL
                SELECT ev_class::bigint, tableoid, ctid, xmin FROM pg_rewrite WHERE oid >= 16384
                UNION ALL
                SELECT polrelid::bigint, tableoid, ctid, xmin FROM pg_policy
                UNION ALL
                SELECT stxrelid::bigint, tableoid, ctid, xmin FROM pg_statistic_ext
                UNION ALL
                SELECT seqrelid::bigint, tableoid, ctid, xmin FROM pg_sequence
                UNION ALL
                SELECT partrelid::bigint, tableoid, ctid, xmin FROM pg_partitioned_table
                UNION ALL
                SELECT prrelid::bigint, tableoid, ctid, xmin FROM pg_publication_rel
                UNION ALL
                -- Not the arrays of types, which nothing names; a table's own type belongs to the table.
                SELECT CASE WHEN oid < 16384 THEN tableoid WHEN typtype = 'c' AND typacl IS NULL THEN typrelid
                            ELSE oid END::bigint, tableoid, ctid, xmin
                FROM pg_type
                WHERE (typarray <> 0 OR NOT typisdefined OR oid < 16384) AND age(xmin) < (SELECT age FROM young)
                UNION ALL
                SELECT enumtypid::bigint, tableoid, ctid, xmin FROM pg_enum
                UNION ALL
                SELECT CASE WHEN rngtypid < 16384 THEN tableoid ELSE rngtypid END::bigint, tableoid, ctid, xmin
                FROM pg_range
                UNION ALL
                SELECT CASE WHEN oid < 16384 THEN tableoid ELSE oid END::bigint, tableoid, ctid, xmin
                FROM pg_proc
                WHERE age(xmin) < (SELECT age FROM young)
                UNION ALL
                SELECT CASE WHEN aggfnoid < 16384 THEN tableoid ELSE aggfnoid::oid END::bigint, tableoid, ctid, xmin
                FROM pg_aggregate
                WHERE age(xmin) < (SELECT age FROM young)
                UNION ALL
                SELECT oid::bigint, tableoid, ctid, xmin FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
                UNION ALL
                SELECT -objoid::bigint, tableoid, ctid, xmin
                FROM pg_description
                WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass
                UNION ALL
                SELECT -objoid::bigint, tableoid, ctid, xmin FROM pg_seclabel
                UNION ALL
                -- What belongs to an extension, or depends on one.
                SELECT tableoid::bigint, tableoid, ctid, xmin
                FROM pg_depend
                WHERE refclassid = 'pg_extension'::regclass
                %s
            )
            SELECT v.key,
                   bit_xor(hashtidextended(v.ctid, (v.tableoid::bigint << 32)
                                                   + coalesce(o.first - nullif(age(v.xmin), 2147483647), 0))) AS hash
            FROM version v
            CROSS JOIN (SELECT age('3'::xid)::bigint AS first,
                               coalesce(to_regclass(current_setting('nexus.history'))::oid::bigint, 0) AS history
                        OFFSET 0) o
            WHERE v.key <> o.history
            GROUP BY v.key
            UNION ALL
            SELECT 1, to_regclass(current_setting('nexus.history'))::oid::bigint
            UNION ALL
            SELECT 2, count(*) FROM pg_collation
            UNION ALL
            -- Who may not read more sees the names of roles and mappings; of subscriptions even less.
            SELECT 'pg_authid'::regclass::bigint, bit_xor(hashtextextended(rolname, oid::bigint)) FROM pg_roles
            UNION ALL
            SELECT 'pg_user_mapping'::regclass::bigint, bit_xor(hashtextextended(m::text, 0)) FROM pg_user_mappings m
            UNION ALL
            SELECT 'pg_subscription'::regclass::bigint, hashtextextended(clock_timestamp()::text, s.oid::bigint)
            FROM pg_subscription s
            JOIN pg_database d ON d.oid = s.subdbid
            WHERE d.datname = current_database()
            """;

    private static final List<String> RARE = List.of(
            "pg_am",
            "pg_amop",
            "pg_amproc",
            "pg_cast",
            "pg_collation",
            "pg_conversion",
            "pg_default_acl",
            "pg_event_trigger",
            "pg_extension",
            "pg_foreign_data_wrapper",
            "pg_foreign_server",
            "pg_foreign_table",
            "pg_init_privs",
            "pg_language",
            "pg_opclass",
            "pg_operator",
            "pg_opfamily",
            "pg_publication",
            "pg_tablespace",
            "pg_transform",
            "pg_ts_config",
            "pg_ts_config_map",
            "pg_ts_dict",
            "pg_ts_parser",
            "pg_ts_template");

    private static final Set<String> LARGE = Set.of(
            "pg_amop",
            "pg_amproc",
            "pg_cast",
            "pg_collation",
            "pg_conversion",
            "pg_opclass",
            "pg_operator",
            "pg_opfamily");

    /**
     * The keys of what depends on these relations, or on their types: what prints a view names columns so that they stay
     * apart, and a row of a table's type has a value for each of its columns. NULL where that may go on.
     */
    static final String DEPENDENTS = """
            SELECT DISTINCT
                   CASE d.classid
                       WHEN 'pg_class'::regclass THEN coalesce(i.indrelid, d.objid)
                       WHEN 'pg_rewrite'::regclass THEN r.ev_class
                       WHEN 'pg_constraint'::regclass THEN coalesce(nullif(k.conrelid, 0), k.contypid)
                       WHEN 'pg_attrdef'::regclass THEN a.adrelid
                       WHEN 'pg_trigger'::regclass THEN t.tgrelid
                       WHEN 'pg_policy'::regclass THEN p.polrelid
                       WHEN 'pg_statistic_ext'::regclass THEN s.stxrelid
                       WHEN 'pg_publication_rel'::regclass THEN b.prrelid
                       WHEN 'pg_proc'::regclass THEN CASE d.refclassid WHEN 'pg_class'::regclass THEN d.objid END
                   END::bigint AS key
            FROM (
                SELECT classid, objid, refclassid, deptype
                FROM pg_depend
                WHERE refclassid = 'pg_class'::regclass AND refobjid = ANY (?)
                  AND NOT (classid = 'pg_type'::regclass AND deptype = 'i')
                UNION ALL
                SELECT d.classid, d.objid, d.refclassid, d.deptype
                FROM pg_class c
                JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid = c.reltype
                WHERE c.oid = ANY (?)
                  AND NOT (d.classid = 'pg_type'::regclass AND d.deptype = 'i')
            ) d
            LEFT JOIN pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = d.objid
            LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
            LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
            LEFT JOIN pg_attrdef a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
            LEFT JOIN pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
            LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
            LEFT JOIN pg_statistic_ext s ON d.classid = 'pg_statistic_ext'::regclass AND s.oid = d.objid
            LEFT JOIN pg_publication_rel b ON d.classid = 'pg_publication_rel'::regclass AND b.oid = d.objid
            """;

    private Fingerprint() {}

    /** What a server of this major version is asked. */
    static String sql(int major) {
        return SQL.formatted(
                Stream.concat(RARE.stream(), major >= 15 ? Stream.of("pg_publication_namespace") : Stream.empty())
                        .map(catalog -> "UNION ALL SELECT tableoid::bigint, tableoid, ctid, xmin FROM " + catalog
                                + (LARGE.contains(catalog) ? " WHERE age(xmin) < (SELECT age FROM young)" : ""))
                        .collect(Collectors.joining("\n    ")));
    }
}
