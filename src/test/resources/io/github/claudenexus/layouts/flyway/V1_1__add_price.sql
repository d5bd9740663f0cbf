ALTER TABLE item ADD price int;
