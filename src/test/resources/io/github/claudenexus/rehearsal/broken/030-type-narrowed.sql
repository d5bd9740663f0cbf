ALTER TABLE shop.articles ALTER COLUMN title TYPE varchar(5) USING left(title, 5);
