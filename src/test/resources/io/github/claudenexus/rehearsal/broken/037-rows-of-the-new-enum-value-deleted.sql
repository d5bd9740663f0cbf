ALTER TYPE shop.rank ADD VALUE IF NOT EXISTS 'highest';
