DROP TABLE shop.archive;
