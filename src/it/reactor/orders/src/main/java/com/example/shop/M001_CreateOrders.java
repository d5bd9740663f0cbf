package com.example.shop;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import java.sql.SQLException;

/** The table of the module orders. */
public final class M001_CreateOrders implements Migration {

    @Override
    public void up(Database database) throws SQLException {
        database.execute("CREATE TABLE orders_entry (id bigint PRIMARY KEY)");
    }

    @Override
    public void down(Database database) throws SQLException {
        database.execute("DROP TABLE orders_entry");
    }
}
