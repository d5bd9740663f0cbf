CREATE TABLE IF NOT EXISTS shop.audit_aside AS TABLE shop.audit;
