package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;

/** Its up is well, and its online part is not. */
public final class M048_OnlinePartFails implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("shop.orders", "remark", "text");
    }

    @Override
    public void online(Online online) throws Exception {
        online.createIndex(Index.of("orders_remark", "shop.orders", "(remarks)"));
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.orders DROP COLUMN remark");
    }
}
