CREATE TABLE shop.coupons (code text PRIMARY KEY, worth integer NOT NULL);
