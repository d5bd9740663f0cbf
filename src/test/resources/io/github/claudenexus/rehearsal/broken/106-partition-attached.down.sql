DROP TABLE depot.events_2024;
