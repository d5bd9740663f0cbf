DO $$ BEGIN
    IF to_regtype('depot.city_name') IS NULL THEN
        CREATE DOMAIN depot.city_name AS text CONSTRAINT city_name_not_empty CHECK (VALUE <> '');
        DROP MATERIALIZED VIEW depot.cities;
        ALTER TABLE depot.homes ALTER COLUMN city TYPE depot.city_name;
        CREATE MATERIALIZED VIEW depot.cities AS SELECT city, count(*) AS homes FROM depot.homes GROUP BY city;
        CREATE UNIQUE INDEX cities_city ON depot.cities (city);
    END IF;
END $$;
