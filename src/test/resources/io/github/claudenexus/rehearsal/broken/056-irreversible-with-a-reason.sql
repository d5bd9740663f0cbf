-- nexus: irreversible=the old prices are no longer known
UPDATE shop.prices SET price = price WHERE price = 0;
