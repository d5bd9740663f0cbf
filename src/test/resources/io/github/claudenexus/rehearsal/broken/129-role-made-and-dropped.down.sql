REVOKE SELECT ON shop.orders FROM nexus_test_clerk;

DROP ROLE nexus_test_clerk;
