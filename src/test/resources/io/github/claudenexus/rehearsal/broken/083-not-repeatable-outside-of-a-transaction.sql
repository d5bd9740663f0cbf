-- nexus: transactional=false
CREATE TABLE shop.baskets (id integer PRIMARY KEY);
