CREATE OR REPLACE FUNCTION shop.shipping(weight integer) RETURNS integer LANGUAGE sql AS 'SELECT 4 + weight';
