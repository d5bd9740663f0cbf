CREATE SEQUENCE shop.gauges_id_seq AS integer OWNED BY shop.gauges.id;
ALTER TABLE shop.gauges ALTER COLUMN id SET DEFAULT nextval('shop.gauges_id_seq');
