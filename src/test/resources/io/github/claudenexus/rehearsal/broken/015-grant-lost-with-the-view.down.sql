CREATE VIEW shop.open_invoices AS SELECT id, amount FROM shop.invoices WHERE amount > 0;
