DROP TABLE shop.half;
