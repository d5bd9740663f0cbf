-- nexus: transactional=false
DROP INDEX CONCURRENTLY shop.halves_id;
DROP TABLE shop.halves, shop.quarters;
