DELETE FROM shop.members WHERE rank = 'highest';
CREATE TYPE shop.old_rank AS ENUM ('low', 'high');
ALTER TABLE shop.members ALTER COLUMN rank TYPE shop.old_rank USING rank::text::shop.old_rank;
DROP TYPE shop.rank;
ALTER TYPE shop.old_rank RENAME TO rank;
