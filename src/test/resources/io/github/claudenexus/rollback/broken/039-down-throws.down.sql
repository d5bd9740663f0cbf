DROP TABLE shop.return;
