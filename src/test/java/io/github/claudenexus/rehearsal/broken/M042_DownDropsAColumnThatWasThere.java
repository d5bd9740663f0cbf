package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;

/** Its guard finds the column; its down drops it all the same. */
public final class M042_DownDropsAColumnThatWasThere implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("shop.accounts", "nickname", "text");
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.accounts DROP COLUMN nickname");
    }
}
