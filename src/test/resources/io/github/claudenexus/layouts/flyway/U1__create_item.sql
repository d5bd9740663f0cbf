DROP TABLE item;
DROP ROLE ${reader};
