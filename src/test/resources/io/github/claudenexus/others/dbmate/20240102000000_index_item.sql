-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY item_id ON item (id);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY item_id;
