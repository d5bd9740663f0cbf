ALTER TABLE depot.homes ADD COLUMN city depot.city_name;
UPDATE depot.homes SET city = city.name FROM depot.city WHERE city.id = homes.city_id;
ALTER TABLE depot.homes ALTER COLUMN city SET NOT NULL, DROP COLUMN city_id;
DROP TABLE depot.city;
CREATE MATERIALIZED VIEW depot.cities AS SELECT city, count(*) AS homes FROM depot.homes GROUP BY city;
CREATE UNIQUE INDEX cities_city ON depot.cities (city);
