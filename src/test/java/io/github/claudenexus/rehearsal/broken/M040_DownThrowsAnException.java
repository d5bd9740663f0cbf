package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;

/** Down gives up. */
public final class M040_DownThrowsAnException implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("shop.orders", "paid", "boolean");
    }

    @Override
    public void down(Database database) {
        throw new IllegalStateException("nobody thought of this");
    }
}
