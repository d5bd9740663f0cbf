package io.github.claudenexus.rehearsal.broken;

import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;

/** What its online part wrote over, nobody brings back. */
public final class M075_OnlineBackfillNotUndone implements Migration {

    @Override
    public void up(Database database) {}

    @Override
    public void online(Online online) throws Exception {
        online.batches(
                "points",
                (batch, after) -> batch.execute("UPDATE shop.scores SET points = 0 WHERE id IN"
                                        + " (SELECT id FROM shop.scores WHERE points IS NULL ORDER BY id LIMIT 3)")
                                > 0
                        ? Batch.Reached.at("3", 3)
                        : Batch.Reached.END);
    }

    @Override
    public void down(Database database) {}
}
