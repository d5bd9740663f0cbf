SELECT 'event trigger ' || quote_ident(t.evtname) AS object,
       pg_get_userbyid(t.evtowner) AS owner,
       t.evtevent AS event,
       (SELECT string_agg(g, ', ' ORDER BY g) FROM unnest(t.evttags) g) AS tags,
       t.evtfoid::regprocedure AS function,
       CASE t.evtenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END
           AS enabled
FROM pg_event_trigger t
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
