CREATE FUNCTION shop.net(gross integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT gross * 100 / 119';
