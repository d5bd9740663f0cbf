UPDATE shop.phones SET phone = NULL WHERE phone = '';
