REVOKE INSERT ON shop.invoices FROM pg_monitor;
