ANALYZE shop.letters;
