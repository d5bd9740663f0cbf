SELECT i.type || ' ' || i.identity AS object,
       p.oid AS key,
       p.oid AS id,
       pg_get_userbyid(p.proowner) AS owner,
       pg_get_function_arguments(p.oid) AS arguments,
       pg_get_function_result(p.oid) AS result,
       CASE a.aggkind WHEN 'n' THEN 'normal' WHEN 'o' THEN 'ordered set' ELSE 'hypothetical set' END AS kind,
       a.aggnumdirectargs AS "directArguments",
       a.aggtransfn AS "transition",
       a.aggtranstype::regtype AS "stateType",
       a.aggtransspace AS "stateSize",
       a.agginitval AS "initialState",
       nullif(a.aggfinalfn, 0)::regproc AS final,
       a.aggfinalextra::text AS "finalExtra",
       a.aggfinalmodify::text AS "finalModify",
       nullif(a.aggcombinefn, 0)::regproc AS combine,
       nullif(a.aggserialfn, 0)::regproc AS serialize,
       nullif(a.aggdeserialfn, 0)::regproc AS deserialize,
       nullif(a.aggmtransfn, 0)::regproc AS "movingTransition",
       nullif(a.aggminvtransfn, 0)::regproc AS "movingInverse",
       nullif(a.aggmtranstype, 0)::regtype AS "movingStateType",
       a.aggmtransspace AS "movingStateSize",
       a.aggminitval AS "movingInitialState",
       nullif(a.aggmfinalfn, 0)::regproc AS "movingFinal",
       a.aggmfinalextra::text AS "movingFinalExtra",
       a.aggmfinalmodify::text AS "movingFinalModify",
       nullif(a.aggsortop, 0)::regoperator AS "sortOperator",
       p.proparallel::text AS parallel
FROM pg_proc p
JOIN pg_aggregate a ON a.aggfnoid = p.oid
JOIN pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN pg_identify_object('pg_proc'::regclass, p.oid, 0) i
WHERE n.nspname !~ '^(pg_|information_schema$)'
  -- AND p.oid = ANY (?)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
