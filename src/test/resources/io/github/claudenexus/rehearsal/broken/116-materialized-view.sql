CREATE MATERIALIZED VIEW IF NOT EXISTS depot.cities AS SELECT city, count(*) AS homes FROM depot.homes GROUP BY city;
CREATE UNIQUE INDEX IF NOT EXISTS cities_city ON depot.cities (city);
REFRESH MATERIALIZED VIEW depot.cities;
