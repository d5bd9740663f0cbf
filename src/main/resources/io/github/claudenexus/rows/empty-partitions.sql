-- The bounds of each partition that can hold rows, and of those above it, with the columns that they are about.
SELECT root.oid::regclass::text AS "table",
       leaf.relid::regclass::text AS leaf,
       ARRAY(SELECT quote_ident(a.attname)
             FROM unnest(p.partattrs::integer[]) WITH ORDINALITY AS k (number, place)
             JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.number
             ORDER BY k.place) AS columns,
       pg_get_expr(c.relpartbound, c.oid) AS bound
FROM unnest(?::text[]) AS named (name)
JOIN pg_class root ON root.oid = to_regclass(named.name) AND root.relkind = 'p'
CROSS JOIN LATERAL pg_partition_tree(root.oid) AS leaf
CROSS JOIN LATERAL pg_partition_ancestors(leaf.relid) AS above (relid)
JOIN pg_class c ON c.oid = above.relid AND c.relispartition
JOIN pg_inherits i ON i.inhrelid = c.oid
JOIN pg_partitioned_table p ON p.partrelid = i.inhparent
WHERE leaf.isleaf AND (SELECT relkind FROM pg_class WHERE oid = leaf.relid) = 'r'
ORDER BY 1, 2, 3
