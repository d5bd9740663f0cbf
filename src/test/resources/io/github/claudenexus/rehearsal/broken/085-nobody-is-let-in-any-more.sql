DO $$
BEGIN
    CREATE OR REPLACE FUNCTION shop.no_login() RETURNS event_trigger LANGUAGE plpgsql AS $f$
    BEGIN
        RAISE EXCEPTION 'nobody comes in';
    END
    $f$;
    IF current_setting('server_version_num')::integer >= 170000 THEN
        EXECUTE 'CREATE EVENT TRIGGER no_login ON login EXECUTE FUNCTION shop.no_login()';
    END IF;
END
$$;
