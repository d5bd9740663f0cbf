UPDATE item SET name = trim(name);
