DO $$
BEGIN
    CREATE ROLE nexus_test_clerk;
EXCEPTION WHEN duplicate_object THEN NULL;
END
$$;

GRANT SELECT ON shop.orders TO nexus_test_clerk;
