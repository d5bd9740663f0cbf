package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;

/** Its own check says no, after the online part. */
public final class M047_VerifyFailsAfterOnline implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("shop.orders", "slow", "boolean");
    }

    @Override
    public void online(Online online) throws Exception {
        online.analyze("shop.orders");
    }

    @Override
    public void verify(Database database) throws Exception {
        database.query("SELECT 1 / count(slow) FROM shop.orders", row -> row.getLong(1));
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.orders DROP COLUMN slow");
    }
}
