-- // a function
CREATE FUNCTION count_items() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT count(*) FROM item);
END;
$$;
-- //@UNDO
-- SQL to undo the change goes here.
