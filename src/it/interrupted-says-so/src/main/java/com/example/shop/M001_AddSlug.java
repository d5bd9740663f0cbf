package com.example.shop;

import io.github.claudenexus.migration.Batch.Reached;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;

/** Fills a column in batches, and at 70,000 rows comes to one that takes ten minutes. */
public final class M001_AddSlug implements Migration {

    private static final long SIZE = 10_000;

    @Override
    public void up(Database database) throws SQLException {
        database.execute("CREATE TABLE item AS SELECT n, NULL::text AS slug FROM generate_series(1, 100000) AS n");
    }

    @Override
    public void online(Online database) throws Exception {
        database.batches("slug", (batch, after) -> {
            long last = Long.parseLong(after.orElse("0"));
            if (last == 7 * SIZE) {
                batch.execute("SELECT pg_sleep(600)");
            }
            long to = last + SIZE;
            return Reached.at(
                    String.valueOf(to),
                    batch.execute("UPDATE item SET slug = 'item-' || n WHERE n > ? AND n <= ?", last, to));
        });
    }

    @Override
    public void down(Database database) throws SQLException {
        database.execute("DROP TABLE item");
    }
}
