UPDATE shop.countries SET name = lower(name);
