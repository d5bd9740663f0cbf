CREATE TABLE IF NOT EXISTS depot.city (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
ALTER TABLE depot.homes ADD COLUMN IF NOT EXISTS city_id integer REFERENCES depot.city;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'depot.homes'::regclass AND attname = 'city') THEN
        INSERT INTO depot.city (name) SELECT DISTINCT city FROM depot.homes ORDER BY city;
        UPDATE depot.homes SET city_id = city.id FROM depot.city WHERE city.name = homes.city;
        DROP MATERIALIZED VIEW depot.cities;
        ALTER TABLE depot.homes DROP COLUMN city;
        ALTER TABLE depot.homes ALTER COLUMN city_id SET NOT NULL;
    END IF;
END $$;
