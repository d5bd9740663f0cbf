package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;

/** Down does not know what the online part made. */
public final class M077_OnlineIndexForgotten implements Migration {

    @Override
    public void up(Database database) throws Exception {
        database.addColumn("shop.visits", "page", "text");
    }

    @Override
    public void online(Online online) throws Exception {
        online.createIndex(Index.of("visits_at", "shop.visits", "(at)"));
    }

    @Override
    public void down(Database database) throws Exception {
        database.execute("ALTER TABLE shop.visits DROP COLUMN page");
    }
}
