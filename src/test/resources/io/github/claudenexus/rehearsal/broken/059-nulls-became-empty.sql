UPDATE shop.phones SET phone = '' WHERE phone IS NULL;
