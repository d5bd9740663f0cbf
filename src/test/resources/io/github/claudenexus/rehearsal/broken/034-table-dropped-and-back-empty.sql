DROP TABLE IF EXISTS shop.coupons;
