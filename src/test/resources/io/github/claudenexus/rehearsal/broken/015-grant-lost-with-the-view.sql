DROP VIEW IF EXISTS shop.open_invoices;
