package io.github.claudenexus.rehearsal.interrupted;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;

/** What the others find. */
public final class M001_LayTheTables implements Migration {

    @Override
    public void up(Database database) throws Exception {
        for (String table : new String[] {"memory", "position", "total", "steps", "added"}) {
            database.execute("CREATE TABLE " + table + " (id integer PRIMARY KEY, n integer)");
            database.execute("INSERT INTO " + table + " SELECT g, g FROM generate_series(1, 9) g");
        }
    }

    @Override
    public String irreversible() {
        return "it is the beginning";
    }
}
