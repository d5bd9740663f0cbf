package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;

/** Down reaches for the transaction, which is the runner's. */
public final class M079_DownCommitsByItself implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("shop.orders", "gift", "boolean");
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.orders DROP COLUMN gift");
        database.connection().commit();
    }
}
