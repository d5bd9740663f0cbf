ALTER DOMAIN shop.percent DROP CONSTRAINT IF EXISTS percent_range;
