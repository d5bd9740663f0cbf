package com.example.shop;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import java.sql.SQLException;
import java.util.List;

/** Puts the first items on sale. */
public final class M002_AddFirstItems implements Migration {

    private static final List<String> NAMES = List.of("tea", "coffee");

    @Override
    public void up(Database database) throws SQLException {
        for (String name : NAMES) {
            database.execute("INSERT INTO item (id, name) VALUES (?, ?)", NAMES.indexOf(name), name);
        }
    }

    @Override
    public void down(Database database) throws SQLException {
        for (String name : NAMES) {
            database.execute("DELETE FROM item WHERE name = ?", name);
        }
    }
}
