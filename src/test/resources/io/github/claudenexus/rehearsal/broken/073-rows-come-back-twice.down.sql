INSERT INTO shop.audit SELECT * FROM shop.audit_aside;
DROP TABLE shop.audit_aside;
