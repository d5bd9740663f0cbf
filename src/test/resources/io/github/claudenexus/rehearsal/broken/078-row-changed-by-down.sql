UPDATE shop.countries SET name = upper(name);
