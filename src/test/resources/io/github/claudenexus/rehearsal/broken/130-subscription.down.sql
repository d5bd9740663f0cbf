DROP SUBSCRIPTION nexus_test_news;
