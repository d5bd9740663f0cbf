-- What the tables that are named demand of their rows: "c" a check, "f" a foreign key, "u" a unique index or an exclusion.
SELECT conrelid::regclass::text AS "table",
       CASE contype WHEN 'x' THEN 'u' ELSE contype::text END AS kind,
       conkey::integer[] AS columns,
       confrelid::regclass::text AS parent,
       ARRAY(SELECT quote_ident(a.attname)
             FROM unnest(confkey) WITH ORDINALITY AS k (number, place)
             JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = k.number
             ORDER BY k.place) AS keys,
       coalesce(pg_get_expr(conbin, conrelid), '') AS expression
FROM unnest(?::text[]) AS named (name)
JOIN pg_constraint ON conrelid = to_regclass(named.name)
WHERE contype IN ('c', 'x') OR (contype = 'f' AND conparentid = 0)
UNION ALL
SELECT indrelid::regclass::text, 'u',
       ARRAY(SELECT k FROM unnest(indkey::integer[]) AS k WHERE k > 0
             UNION
             SELECT d.refobjsubid
             FROM pg_depend d
             WHERE d.classid = 'pg_class'::regclass AND d.objid = indexrelid
               AND d.refclassid = 'pg_class'::regclass AND d.refobjid = indrelid AND d.refobjsubid > 0),
       '-', '{}', ''
FROM unnest(?::text[]) AS named (name)
JOIN pg_index ON indrelid = to_regclass(named.name)
WHERE indisunique
ORDER BY 1, 2, 3, 4
