DROP TABLE shop.baskets;
