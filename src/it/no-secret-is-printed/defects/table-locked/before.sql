CREATE TABLE busy ();
ALTER TABLE busy OWNER TO keeper;
