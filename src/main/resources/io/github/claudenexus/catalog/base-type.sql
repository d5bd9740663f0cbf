-- Base types and shells of types; not the arrays that come with every type.
SELECT 'type ' || t.oid::regtype AS object,
       t.oid AS key,
       t.oid AS id,
       CASE WHEN t.typisdefined THEN 'base' ELSE 'shell' END AS kind,
       pg_get_userbyid(t.typowner) AS owner,
       nullif(t.typinput, 0)::regproc AS input,
       nullif(t.typoutput, 0)::regproc AS output,
       nullif(t.typreceive, 0)::regproc AS receive,
       nullif(t.typsend, 0)::regproc AS send,
       nullif(t.typmodin, 0)::regproc AS "modifierInput",
       nullif(t.typmodout, 0)::regproc AS "modifierOutput",
       nullif(t.typanalyze, 0)::regproc AS analyze,
       nullif(t.typsubscript, 0)::regproc AS subscript,
       t.typlen AS length,
       t.typbyval::text AS "passedByValue",
       t.typalign::text AS alignment,
       CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
           AS storage,
       t.typcategory::text AS category,
       t.typispreferred::text AS preferred,
       t.typdefault AS default,
       nullif(t.typelem, 0)::regtype AS element,
       t.typdelim::text AS delimiter,
       (t.typcollation <> 0)::text AS collatable
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE (t.typtype = 'b' OR NOT t.typisdefined)
  -- AND t.oid = ANY (?)
  AND NOT EXISTS (SELECT FROM pg_type l WHERE l.typarray = t.oid)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
