GRANT SELECT ON shop.invoices TO pg_monitor;
