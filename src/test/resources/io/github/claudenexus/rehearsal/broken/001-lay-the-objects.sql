-- Everything that later migrations damage; each has its own. Made anew whole, so that it can be run again.
DROP SCHEMA IF EXISTS shop CASCADE;
CREATE SCHEMA shop;

CREATE TABLE shop.orders (id integer PRIMARY KEY, customer text NOT NULL, total numeric(10, 2) NOT NULL);
INSERT INTO shop.orders VALUES (1, 'Ada', 12.50), (2, 'Ben', 7.25), (3, 'Ada', 99.00);

CREATE TABLE shop.customers (id integer PRIMARY KEY, name text NOT NULL, email text);
CREATE INDEX customers_name ON shop.customers (name);
CREATE UNIQUE INDEX customers_email ON shop.customers (email);
INSERT INTO shop.customers VALUES (1, 'Ada', 'ada@example.com'), (2, 'Ben', NULL);

CREATE SEQUENCE shop.ticket_numbers;
CREATE TABLE shop.tickets (number bigint PRIMARY KEY DEFAULT nextval('shop.ticket_numbers'), subject text);
ALTER SEQUENCE shop.ticket_numbers OWNED BY shop.tickets.number;

CREATE TABLE shop.invoices (id integer PRIMARY KEY, amount integer NOT NULL);
CREATE VIEW shop.open_invoices AS SELECT id, amount FROM shop.invoices WHERE amount > 0;
GRANT SELECT ON shop.open_invoices TO pg_monitor;

CREATE TABLE shop.suppliers (id integer PRIMARY KEY, code varchar(40) COLLATE "C", since date DEFAULT '2020-01-01');

CREATE FUNCTION shop.net(gross integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT gross * 100 / 119';
COMMENT ON FUNCTION shop.net(integer) IS 'Without the tax.';
CREATE FUNCTION shop.shipping(weight integer) RETURNS integer LANGUAGE sql AS 'SELECT 5 + weight';

CREATE TABLE shop.stock (id integer PRIMARY KEY, pieces integer NOT NULL DEFAULT 0 CHECK (pieces >= 0), shelf text NOT NULL);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stock_touch BEFORE UPDATE ON shop.stock FOR EACH ROW EXECUTE FUNCTION shop.touch();
INSERT INTO shop.stock VALUES (1, 10, 'A1'), (2, 0, 'B7');

CREATE TABLE shop.parcels (
    id integer PRIMARY KEY,
    order_id integer CONSTRAINT parcels_order REFERENCES shop.orders ON DELETE CASCADE,
    weight integer CONSTRAINT parcels_weight CHECK (weight > 0),
    label text CONSTRAINT parcels_label UNIQUE DEFERRABLE INITIALLY DEFERRED);
INSERT INTO shop.parcels VALUES (1, 1, 300, 'one'), (2, 2, 1200, 'two');

CREATE VIEW shop.revenue AS SELECT customer, sum(total) AS total FROM shop.orders GROUP BY customer;
CREATE VIEW shop.names WITH (security_barrier) AS SELECT name FROM shop.customers;
CREATE VIEW shop.addresses AS SELECT id, name, email FROM shop.customers;
CREATE MATERIALIZED VIEW shop.best AS SELECT customer FROM shop.orders WHERE total > 50;
CREATE UNIQUE INDEX best_customer ON shop.best (customer);

CREATE TYPE shop.state AS ENUM ('open', 'closed');
CREATE TYPE shop.rank AS ENUM ('low', 'high');
CREATE TABLE shop.members (id integer PRIMARY KEY, rank shop.rank NOT NULL);
INSERT INTO shop.members VALUES (1, 'low'), (2, 'high');
CREATE DOMAIN shop.percent AS integer CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);

CREATE TABLE shop.documents (id integer PRIMARY KEY, tenant text NOT NULL);
ALTER TABLE shop.documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY documents_tenant ON shop.documents USING (tenant = current_user);
CREATE TABLE shop.letters (id integer PRIMARY KEY, body text NOT NULL);
ALTER TABLE shop.letters ENABLE ROW LEVEL SECURITY;
INSERT INTO shop.letters VALUES (1, 'Dear Ada'), (2, 'Dear Ben');

CREATE TABLE shop.products (id integer PRIMARY KEY, size text, title text NOT NULL, note text);
INSERT INTO shop.products (id, title, note) VALUES (1, 'Lamp', 'fragile'), (2, 'Table', NULL), (3, 'Chair', 'heavy');
CREATE TABLE shop.articles (id integer PRIMARY KEY, title varchar(80) NOT NULL);
INSERT INTO shop.articles VALUES (1, 'Lamp'), (2, 'Bookcase');
CREATE TABLE shop.visits (id integer PRIMARY KEY, at date NOT NULL);
INSERT INTO shop.visits SELECT n, date '2024-01-01' + n FROM generate_series(1, 20) n;
CREATE TABLE shop.sessions (id integer PRIMARY KEY);
INSERT INTO shop.sessions SELECT generate_series(1, 5);
CREATE TABLE shop.coupons (code text PRIMARY KEY, worth integer NOT NULL);
INSERT INTO shop.coupons VALUES ('SPRING', 5), ('SUMMER', 10);
CREATE TABLE shop.people (id integer PRIMARY KEY, first text NOT NULL, last text NOT NULL);
INSERT INTO shop.people VALUES (1, 'Ada', 'Lovelace'), (2, 'Linus', 'Linus');
CREATE TABLE shop.prices (id integer PRIMARY KEY, price numeric(10, 2) NOT NULL);
INSERT INTO shop.prices VALUES (1, 9.99), (2, 10.00), (3, 0.49);
CREATE TABLE shop.phones (id integer PRIMARY KEY, phone text);
INSERT INTO shop.phones VALUES (1, '555-1'), (2, NULL), (3, '');
CREATE TABLE shop.countries (code text PRIMARY KEY, name text NOT NULL);
INSERT INTO shop.countries VALUES ('DE', 'Germany'), ('FR', 'France');
CREATE TABLE shop.currencies (code text PRIMARY KEY);
INSERT INTO shop.currencies VALUES ('EUR');
CREATE TABLE shop.audit (line text NOT NULL);
INSERT INTO shop.audit VALUES ('first');
CREATE TABLE shop.scores (id integer PRIMARY KEY, points integer);
INSERT INTO shop.scores SELECT n, NULLIF(n % 3, 0) FROM generate_series(1, 12) n;
CREATE TABLE shop.accounts (id integer PRIMARY KEY, nickname text);
CREATE TABLE shop.archive (id integer PRIMARY KEY, text text);
INSERT INTO shop.archive VALUES (1, 'old');
CREATE TABLE shop.gauges (id integer GENERATED ALWAYS AS IDENTITY, low integer, high integer,
    span integer GENERATED ALWAYS AS (high - low) STORED);
CREATE TABLE shop.measures (at date NOT NULL, value integer) PARTITION BY RANGE (at);
CREATE TABLE shop.measures_2024 PARTITION OF shop.measures FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO shop.measures VALUES ('2024-05-05', 1);
