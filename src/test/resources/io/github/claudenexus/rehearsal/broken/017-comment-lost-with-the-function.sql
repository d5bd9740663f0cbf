DROP FUNCTION IF EXISTS shop.net(integer);
