ALTER TYPE depot.state ADD VALUE IF NOT EXISTS 'late' BEFORE 'done';
