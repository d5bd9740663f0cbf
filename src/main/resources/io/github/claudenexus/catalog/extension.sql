-- What belongs to an extension is not looked at: its version is enough.
SELECT 'extension ' || quote_ident(e.extname) AS object,
       e.extversion AS version,
       quote_ident(n.nspname) AS schema
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
