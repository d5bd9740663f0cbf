DROP MATERIALIZED VIEW depot.cities;
ALTER TABLE depot.homes ALTER COLUMN city TYPE text;
DROP DOMAIN depot.city_name;
CREATE MATERIALIZED VIEW depot.cities AS SELECT city, count(*) AS homes FROM depot.homes GROUP BY city;
CREATE UNIQUE INDEX cities_city ON depot.cities (city);
