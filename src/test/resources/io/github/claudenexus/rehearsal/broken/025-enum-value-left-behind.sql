ALTER TYPE shop.state ADD VALUE IF NOT EXISTS 'lost' AFTER 'open';
