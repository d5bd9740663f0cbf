SELECT 'publication ' || quote_ident(p.pubname) AS object,
       pg_get_userbyid(p.pubowner) AS owner,
       p.puballtables::text AS "allTables",
       p.pubinsert::text AS insert,
       p.pubupdate::text AS update,
       p.pubdelete::text AS delete,
       p.pubtruncate::text AS truncate,
       p.pubviaroot::text AS "viaRoot",
       to_jsonb(p) ->> 'pubgencols' AS "generatedColumns"
FROM pg_publication p
