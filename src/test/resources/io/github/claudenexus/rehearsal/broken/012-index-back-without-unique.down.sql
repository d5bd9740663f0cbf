CREATE INDEX customers_email ON shop.customers (email);
