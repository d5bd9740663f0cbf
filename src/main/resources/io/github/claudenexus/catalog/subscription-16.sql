-- Without where it connects to, which only a superuser may read.
SELECT 'subscription ' || quote_ident(s.subname) AS object,
       pg_get_userbyid(s.subowner) AS owner,
       s.subenabled::text AS enabled,
       s.subslotname AS slot,
       s.subsynccommit AS "synchronousCommit",
       array_to_string(s.subpublications, ', ') AS publications,
       s.subbinary::text AS binary,
       s.substream::text AS streaming,
       s.subdisableonerr::text AS "disableOnError",
       (s.subtwophasestate <> 'd')::text AS "twoPhase",
       s.subpasswordrequired::text AS "passwordRequired",
       s.subrunasowner::text AS "runAsOwner",
       s.suborigin AS origin
FROM pg_subscription s
JOIN pg_database d ON d.oid = s.subdbid
WHERE d.datname = current_database()
