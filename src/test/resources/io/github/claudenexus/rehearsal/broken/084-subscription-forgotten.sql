CREATE SUBSCRIPTION nexus_test_old_news CONNECTION 'host=192.0.2.1 dbname=none' PUBLICATION none
    WITH (connect = false, slot_name = NONE, enabled = false);
