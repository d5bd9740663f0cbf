INSERT INTO depot.users VALUES (3, 'c@example.com');
UPDATE depot.users SET email = 'd@example.com' WHERE id = 1;
DELETE FROM depot.users WHERE id = 2;
