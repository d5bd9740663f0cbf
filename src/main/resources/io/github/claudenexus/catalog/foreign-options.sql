-- Options of everything foreign. Of those that may be secret only a few digits of a hash are shown.
SELECT i.type || ' ' || i.identity AS object,
       string_agg(
           CASE WHEN o.option_name ~* 'pass|secret|token|key|credential'
               THEN o.option_name || '=hash ' || left(encode(sha256(convert_to(o.option_value, 'UTF8')), 'hex'), 8)
               ELSE o.option_name || '=' || o.option_value END,
           ', ' ORDER BY o.option_name) AS "foreignOptions"
FROM (
    SELECT 'pg_foreign_data_wrapper'::regclass AS class, oid AS id, fdwoptions AS options FROM pg_foreign_data_wrapper
    UNION ALL SELECT 'pg_foreign_server'::regclass, oid, srvoptions FROM pg_foreign_server
    UNION ALL SELECT 'pg_user_mapping'::regclass, umid, umoptions FROM pg_user_mappings
    UNION ALL SELECT 'pg_class'::regclass, ftrelid, ftoptions FROM pg_foreign_table
) f
CROSS JOIN pg_identify_object(f.class, f.id, 0) i
CROSS JOIN pg_options_to_table(f.options) o
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = f.class AND e.objid = f.id AND e.deptype = 'e')
GROUP BY 1
