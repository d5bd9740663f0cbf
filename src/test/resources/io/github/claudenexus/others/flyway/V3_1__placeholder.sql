CREATE TABLE ${owner}_x (id int);
