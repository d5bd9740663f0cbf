package com.example.shop;

import io.github.claudenexus.migration.Batch.Reached;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Gives each item a slug for its address in the shop. */
public final class M003_AddItemSlug implements Migration {

    private static final Index BY_SLUG = Index.unique("item_by_slug", "item", "(slug)");
    private static final int ROWS_OF_A_BATCH = 5_000;

    @Override
    public void up(Database database) throws SQLException {
        database.addColumn("item", "slug", "text");
    }

    @Override
    public void online(Online online) throws Exception {
        online.batches("fill slug", this::fill);
        online.createIndex(BY_SLUG);
        online.analyze("item");
    }

    private Reached fill(Database database, Optional<String> after) throws SQLException {
        long first = Long.parseLong(after.orElse("0"));
        List<Long> ids = database.query(
                "SELECT id FROM item WHERE id > ? ORDER BY id LIMIT ?", row -> row.getLong(1), first, ROWS_OF_A_BATCH);
        if (ids.isEmpty()) {
            return Reached.END;
        }
        long last = ids.get(ids.size() - 1);
        database.execute(
                "UPDATE item SET slug = lower(replace(name, ' ', '-')) || '-' || id"
                        + " WHERE id > ? AND id <= ? AND slug IS NULL",
                first,
                last);
        return Reached.at(String.valueOf(last), ids.size());
    }

    @Override
    public void verify(Database database) throws SQLException {
        if (!database.query("SELECT id FROM item WHERE slug IS NULL LIMIT 1", row -> row.getLong(1))
                .isEmpty()) {
            throw new AssertionError("There are items without a slug.");
        }
    }

    @Override
    public void down(Database database) throws SQLException {
        database.execute("ALTER TABLE item DROP COLUMN slug");
    }
}
