CREATE TABLE IF NOT EXISTS depot.inbox_old (LIKE depot.inbox INCLUDING ALL);
WITH moved AS (DELETE FROM depot.inbox WHERE old RETURNING *) INSERT INTO depot.inbox_old SELECT * FROM moved;
