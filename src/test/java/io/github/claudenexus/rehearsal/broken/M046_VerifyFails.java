package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;

/** Its own check says no, in the transaction of up. */
public final class M046_VerifyFails implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("shop.orders", "checked", "boolean");
    }

    @Override
    public void verify(Database database) {
        throw new AssertionError("3 orders are not checked");
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.orders DROP COLUMN checked");
    }
}
