CREATE MATERIALIZED VIEW shop.best AS SELECT customer FROM shop.orders WHERE total > 50;
