package com.example.shop;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import java.sql.SQLException;

/** The table of items. */
public final class M001_CreateItem implements Migration {

    @Override
    public void up(Database database) throws SQLException {
        database.execute("CREATE TABLE item (id bigint PRIMARY KEY)");
    }

    @Override
    public void down(Database database) throws SQLException {
        database.execute("DROP TABLE item");
    }
}
