ALTER TABLE shop.articles ALTER COLUMN title TYPE varchar(80);
