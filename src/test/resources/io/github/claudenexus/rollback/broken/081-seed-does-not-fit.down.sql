DROP TABLE shop.notices;
