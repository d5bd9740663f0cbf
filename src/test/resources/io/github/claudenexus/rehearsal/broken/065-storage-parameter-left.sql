ALTER TABLE shop.visits SET (fillfactor = 70);
