ALTER TABLE depot.counters ALTER COLUMN id DROP IDENTITY;
CREATE SEQUENCE depot.counters_id_seq AS integer OWNED BY depot.counters.id;
SELECT setval('depot.counters_id_seq', max(id)) FROM depot.counters;
ALTER TABLE depot.counters ALTER COLUMN id SET DEFAULT nextval('depot.counters_id_seq');
