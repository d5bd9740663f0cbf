package com.example.shop;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import java.sql.SQLException;

/** Puts the first item on sale. */
public final class M002_AddFirstItem implements Migration {

    @Override
    public void up(Database database) throws SQLException {
        database.execute("INSERT INTO item (id, name) VALUES (?, ?)", 1, "tea");
    }

    @Override
    public void down(Database database) throws SQLException {
        database.execute("DELETE FROM item WHERE id = ?", 1);
    }
}
