DROP TABLE warehouse.shelves;
