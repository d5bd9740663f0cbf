package com.example.shop;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import java.sql.SQLException;

/** Puts the second item on sale. */
public final class M004_AddSecondItem implements Migration {

    @Override
    public void up(Database database) throws SQLException {
        database.execute("INSERT INTO item (id, name) VALUES (?, ?)", 2, "coffee");
    }

    @Override
    public void down(Database database) throws SQLException {
        database.execute("DELETE FROM item WHERE id = ?", 2);
    }
}
