ALTER TYPE shop.state ADD VALUE IF NOT EXISTS 'paid';
CREATE TABLE IF NOT EXISTS shop.payments (id integer PRIMARY KEY, state shop.state NOT NULL DEFAULT 'paid');
