-- The columns of the tables that are named, but for tables of extensions.
SELECT c.oid::regclass::text AS "table",
       c.relkind = 'p' AS partitioned,
       a.attnum AS number,
       quote_ident(a.attname) AS name,
       a.atttypid::bigint AS type,
       a.atttypmod AS modifier,
       a.attnotnull OR t.typnotnull AS required,
       a.attgenerated <> '' AS generated,
       a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid), '') LIKE 'nextval(%' AS counted,
       coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS otherwise
FROM unnest(?::text[]) AS named (name)
JOIN pg_class c ON c.oid = to_regclass(named.name)
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE NOT EXISTS (SELECT
                  FROM pg_depend e
                  WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY 1, 3
